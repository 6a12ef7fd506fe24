package dev.jacquard.benchmarks.engine;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Map;

/** oneDNN's C interface: descriptors, memories and primitives. Nothing is freed before the end. */
final class Dnnl {

  static final int SRC = 1;
  static final int SRC_1 = 2;
  static final int DST = 17;
  static final int WEIGHTS = 33;
  static final int SCALE = 51;
  static final int SHIFT = 52;
  /** The second operand of the second operation that follows a primitive. */
  static final int SECOND_POST_OP = 65538;
  static final int INFERENCE = 96;
  static final int SOFTMAX = 0x30000;
  static final int USE_SCALE = 2;
  static final int USE_SHIFT = 4;
  static final int RMS_NORM = 0x20;
  static final int LINEAR = 38;
  static final int GELU_TANH = 43;
  static final int GELU_ERF = 49;
  static final int ADD = 0x1fff0;
  static final int SUM = 196596;
  private static final int CPU = 1;
  private static final int DEFAULT_FLAGS = 1;
  private static final int ANY_LAYOUT = 1;
  /** Asks a memory to allocate its own. */
  private static final MemorySegment ALLOCATE = MemorySegment.ofAddress(-1);

  private final Native library;
  private final Arena arena = Arena.global();
  private final MemorySegment engine;
  private final MemorySegment stream;

  Dnnl(Path file) {
    this.library = new Native(file);
    this.engine = make("dnnl_engine_create", CPU, 0L);
    this.stream = make("dnnl_stream_create", engine, DEFAULT_FLAGS);
  }

  /** Major, minor, patch. */
  String version() {
    MemorySegment version = library.pointer("dnnl_version").reinterpret(12);
    return "%d.%d.%d".formatted(version.getAtIndex(ValueLayout.JAVA_INT, 0),
        version.getAtIndex(ValueLayout.JAVA_INT, 1), version.getAtIndex(ValueLayout.JAVA_INT, 2));
  }

  /** What a function makes that takes the place of its result first. */
  MemorySegment make(String function, Object... arguments) {
    MemorySegment place = arena.allocate(ValueLayout.ADDRESS);
    Object[] all = new Object[arguments.length + 1];
    all[0] = place;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    require(function, library.call(function, all));
    return place.get(ValueLayout.ADDRESS, 0);
  }

  void call(String function, Object... arguments) {
    require(function, library.call(function, arguments));
  }

  private static void require(String function, int status) {
    if (status != 0) {
      throw new IllegalStateException(function + " returned " + status);
    }
  }

  /** Sizes as the library takes them. */
  MemorySegment dims(long... sizes) {
    MemorySegment dims = arena.allocate(ValueLayout.JAVA_LONG, 12);
    MemorySegment.copy(sizes, 0, dims, ValueLayout.JAVA_LONG, 0, sizes.length);
    return dims;
  }

  /** The shape of a tensor with its own strides. */
  MemorySegment descriptor(Tensor tensor) {
    return descriptor(tensor.type(), tensor.shape(), tensor.strides());
  }

  MemorySegment descriptor(DType type, long[] shape, long[] strides) {
    return make("dnnl_memory_desc_create_with_strides", shape.length, dims(shape), code(type),
        dims(strides));
  }

  /** The shape of a tensor in whatever layout the library likes best. */
  MemorySegment any(Tensor tensor) {
    return make("dnnl_memory_desc_create_with_tag", tensor.rank(), dims(tensor.shape()),
        code(tensor.type()), ANY_LAYOUT);
  }

  private static int code(DType type) {
    return switch (type) {
      case F16 -> 1;
      case BF16 -> 2;
      case F32 -> 3;
      case I32 -> 4;
      case I8 -> 5;
      case U8 -> 6;
      default -> throw new IllegalArgumentException("oneDNN has no " + type);
    };
  }

  /** A tensor's own memory. */
  MemorySegment memory(Tensor tensor) {
    return memory(descriptor(tensor), tensor);
  }

  /** A tensor's own memory, read as the descriptor says. */
  MemorySegment memory(MemorySegment descriptor, Tensor tensor) {
    return make("dnnl_memory_create", descriptor, engine, tensor.segment());
  }

  /** Memory of the library's own. */
  MemorySegment memory(MemorySegment descriptor) {
    return make("dnnl_memory_create", descriptor, engine, ALLOCATE);
  }

  /** The descriptor that a primitive chose for one of its arguments. */
  MemorySegment chosen(MemorySegment primitive, int argument) {
    int query = switch (argument) {
      case SRC -> 129;
      case WEIGHTS -> 131;
      case DST -> 133;
      default -> throw new IllegalArgumentException("argument " + argument);
    };
    return library.pointer("dnnl_primitive_desc_query_md", primitive, query, 0);
  }

  boolean equal(MemorySegment left, MemorySegment right) {
    return library.call("dnnl_memory_desc_equal", left, right) != 0;
  }

  /** The descriptor of a primitive on the engine. */
  MemorySegment primitive(String function, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = engine;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return make(function, all);
  }

  /** Attributes of a primitive with these operations after it. */
  MemorySegment attributes(MemorySegment after) {
    MemorySegment attributes = make("dnnl_primitive_attr_create");
    call("dnnl_primitive_attr_set_post_ops", attributes, after);
    return attributes;
  }

  /** A run of a primitive on memories by argument. */
  MethodHandle execution(MemorySegment descriptor, Map<Integer, MemorySegment> memories) {
    MemorySegment arguments = arena.allocate(16L * memories.size(), 8);
    long at = 0;
    for (var each : memories.entrySet()) {
      arguments.set(ValueLayout.JAVA_INT, at, each.getKey());
      arguments.set(ValueLayout.ADDRESS, at + 8, each.getValue());
      at += 16;
    }
    return library.bind("dnnl_primitive_execute", make("dnnl_primitive_create", descriptor),
        stream, memories.size(), arguments);
  }

  /** Waits for what was started. */
  MethodHandle await() {
    return library.bind("dnnl_stream_wait", stream);
  }

  /** A copy into another layout. */
  MethodHandle reorder(MemorySegment from, MemorySegment source, MemorySegment to,
      MemorySegment target) {
    MemorySegment reorder = make("dnnl_reorder_primitive_desc_create", from, engine, to, engine,
        MemorySegment.NULL);
    return execution(reorder, Map.of(SRC, source, DST, target));
  }

  /** Copies at once. */
  void copy(MemorySegment from, MemorySegment source, MemorySegment to, MemorySegment target) {
    require("reorder", Native.invoke(reorder(from, source, to, target)));
    require("wait", Native.invoke(await()));
  }
}
