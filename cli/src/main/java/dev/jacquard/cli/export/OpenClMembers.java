package dev.jacquard.cli.export;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.jacquard.opencl.emit.OpenClEmitter;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_platform_id;
import org.jocl.cl_program;

/** What all classes that call OpenCL share: choosing a device, building, memory, launching. */
final class OpenClMembers {

  static final String MEMORY = "DeviceMemory";
  static final List<String> NAMES = List.of("MADE_FOR", "OPTIONS", "device", "context", "queue",
      "program", "inPlace", "alignment", "closed", "prepared");

  private static final Map<String, Object> TYPES = new HashMap<>(Map.of(
      "buffer", ByteBuffer.class, "segment", MemorySegment.class, "pointer", Pointer.class,
      "sizeof", Sizeof.class, "mem", cl_mem.class, "exception", CLException.class,
      "deviceid", cl_device_id.class, "platformid", cl_platform_id.class,
      "charsets", StandardCharsets.class, "memory", ClassName.get("", MEMORY)));

  private final Parcel parcel;

  OpenClMembers(Parcel parcel) {
    this.parcel = parcel;
    TYPES.put("stream", InputStream.class);
    TYPES.put("ioexception", IOException.class);
    TYPES.put("unchecked", UncheckedIOException.class);
  }

  void addFields(TypeSpec.Builder type) {
    type.addField(FieldSpec.builder(String.class, "MADE_FOR", Modifier.PRIVATE, Modifier.STATIC,
        Modifier.FINAL).initializer("$S", parcel.setting().choice().device().name()).build());
    type.addField(FieldSpec.builder(String.class, "OPTIONS", Modifier.PRIVATE, Modifier.STATIC,
        Modifier.FINAL).initializer("$S", parcel.artifact().options()).build());
    Map<String, Class<?>> fields = Map.of("device", cl_device_id.class, "context",
        cl_context.class, "queue", cl_command_queue.class, "program", cl_program.class, "inPlace",
        boolean.class, "alignment", long.class);
    List.of("device", "context", "queue", "program", "inPlace", "alignment").forEach(name ->
        type.addField(fields.get(name), name, Modifier.PRIVATE, Modifier.FINAL));
    type.addField(boolean.class, "closed", Modifier.PRIVATE);
  }

  void addConstructors(TypeSpec.Builder type, CodeBlock kernels) {
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PUBLIC)
        .addJavadoc("On the device that this was made for, else on the first that there is.\n")
        .addStatement("this(choose())").build());
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PUBLIC)
        .addJavadoc("Builds the kernels for a device of any platform.\n")
        .addAnnotation(com.palantir.javapoet.AnnotationSpec.builder(SuppressWarnings.class)
            .addMember("value", "$S", "deprecation").build())
        .addParameter(cl_device_id.class, "device")
        .addNamedCode("""
            setExceptionsEnabled(true);
            this.device = device;
            boolean cpu = (number(device, CL_DEVICE_TYPE) & CL_DEVICE_TYPE_CPU) != 0;
            inPlace = cpu && text(device, CL_DEVICE_VERSION).contains("PoCL");
            alignment = Math.max(64, number(device, CL_DEVICE_MEM_BASE_ADDR_ALIGN) / 8);
            context = clCreateContext(null, 1, new $deviceid:T[] {device}, null, null, null);
            queue = clCreateCommandQueue(context, device, 0, null);
            program = clCreateProgramWithSource(context, 1, new String[] {source()}, null, null);
            """, TYPES).addCode(build()).addCode(kernels).build());
  }

  private CodeBlock build() {
    return parcel.artifact().program().relaxed() ? CodeBlock.builder().addStatement(
        "clBuildProgram(program, 0, null, OPTIONS, null, null)").build()
        : CodeBlock.builder().addNamed("""
            boolean rounds = (number(device, CL_DEVICE_SINGLE_FP_CONFIG)
                & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0;
            clBuildProgram(program, 0, null, rounds ? OPTIONS + " $rounded:L"
                : OPTIONS, null, null);
            """, with("rounded", OpenClEmitter.ROUNDED_DIVISION)).build();
  }

  void addClose(TypeSpec.Builder type, Members members) {
    CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("if (!closed)")
        .addStatement("closed = true");
    for (Buffer buffer : members.globals()) {
      code.addStatement("$L.release()", members.field(buffer));
    }
    for (Kernel kernel : members.program().kernels()) {
      code.addStatement("clReleaseKernel($L)", members.field(kernel));
    }
    type.addMethod(MethodSpec.methodBuilder("close").addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC, Modifier.SYNCHRONIZED)
        .addJavadoc("Gives back the device's memory. Harmless when repeated.\n")
        .addCode(code.addStatement("clReleaseProgram(program)")
            .addStatement("clReleaseCommandQueue(queue)")
            .addStatement("clReleaseContext(context)").endControlFlow().build()).build());
  }

  void addMethods(TypeSpec.Builder type) {
    type.addMethod(method("device", String.class, """
        return text(device, CL_DEVICE_NAME);
        """).addModifiers(Modifier.PUBLIC).addJavadoc("The device that runs.\n").build());
    addDevices(type);
    type.addMethod(method("launch", void.class, """
        if ($long:T.of(global).anyMatch(extent -> extent <= 0)) {
          return;
        }
        for (int i = 0; i < buffers.length; i++) {
          clSetKernelArg(kernel, i, $sizeof:T.cl_mem, $pointer:T.to(buffers[i].handle));
        }
        for (int i = 0; i < sizes.length; i++) {
          clSetKernelArg(kernel, buffers.length + i, $sizeof:T.cl_long,
              $pointer:T.to(new long[] {sizes[i]}));
        }
        clEnqueueNDRangeKernel(queue, kernel, global.length, null, global, local, 0, null, null);
        """, "long", java.util.stream.LongStream.class).addModifiers(Modifier.PRIVATE)
        .addJavadoc("Enqueues a kernel after what was enqueued before.\n")
        .addParameter(cl_kernel.class, "kernel").addParameter(long[].class, "global")
        .addParameter(long[].class, "local")
        .addParameter(com.palantir.javapoet.ArrayTypeName.of(ClassName.get("", MEMORY)), "buffers")
        .addParameter(long[].class, "sizes").varargs().build());
    type.addType(memory());
  }

  private void addDevices(TypeSpec.Builder type) {
    type.addMethod(method("choose", cl_device_id.class, """
        $platformid:T[] platforms = new $platformid:T[64];
        int[] count = new int[1];
        clGetPlatformIDs(platforms.length, platforms, count);
        $deviceid:T first = null;
        for (int p = 0; p < count[0]; p++) {
          for ($deviceid:T device : devices(platforms[p])) {
            if (text(device, CL_DEVICE_NAME).equals(MADE_FOR)) {
              return device;
            }
            first = first == null ? device : first;
          }
        }
        if (first == null) {
          throw new IllegalStateException("There is no OpenCL device. For a CPU, install PoCL.");
        }
        return first;
        """).addModifiers(Modifier.PRIVATE, Modifier.STATIC).build());
    type.addMethod(method("devices", cl_device_id[].class, """
        $deviceid:T[] devices = new $deviceid:T[64];
        int[] count = new int[1];
        try {
          clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, devices.length, devices, count);
        } catch ($exception:T e) {
          if (e.getStatus() != CL_DEVICE_NOT_FOUND) {
            throw e;
          }
        }
        return $arrays:T.copyOf(devices, count[0]);
        """, "arrays", java.util.Arrays.class).addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(cl_platform_id.class, "platform").build());
    type.addMethod(method("text", String.class, """
        byte[] bytes = new byte[1024];
        long[] length = new long[1];
        clGetDeviceInfo(device, fact, bytes.length, $pointer:T.to(bytes), length);
        return new String(bytes, 0, (int) length[0] - 1, $charsets:T.UTF_8).strip();
        """).addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(cl_device_id.class, "device").addParameter(int.class, "fact").build());
    type.addMethod(method("number", long.class, """
        long[] value = new long[1];
        clGetDeviceInfo(device, fact, $sizeof:T.cl_long, $pointer:T.to(value), null);
        return value[0];
        """).addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(cl_device_id.class, "device").addParameter(int.class, "fact").build());
    type.addMethod(method("source", String.class, """
        try ($stream:T file = $class:L.class.getResourceAsStream("$class:L.cl")) {
          if (file == null) {
            throw new IllegalStateException("$class:L.cl is not beside $class:L.class.");
          }
          return new String(file.readAllBytes(), $charsets:T.UTF_8);
        } catch ($ioexception:T e) {
          throw new $unchecked:T(e);
        }
        """, "class", parcel.className()).addModifiers(Modifier.PRIVATE, Modifier.STATIC).build());
  }

  private static TypeSpec memory() {
    return TypeSpec.classBuilder(MEMORY).addModifiers(Modifier.PRIVATE, Modifier.FINAL)
        .addJavadoc("A buffer of the device, or one over memory of the caller.\n")
        .addField(FieldSpec.builder(long.class, "PIECE", Modifier.PRIVATE, Modifier.STATIC,
            Modifier.FINAL).initializer("1L << 30").build())
        .addField(cl_mem.class, "handle", Modifier.PRIVATE)
        .addField(long.class, "capacity", Modifier.PRIVATE)
        .addField(FieldSpec.builder(long.class, "address", Modifier.PRIVATE)
            .addJavadoc("Where the caller's memory lies; 0 if this is the device's own.\n")
            .build())
        .addMethod(method("bind", void.class, """
            if (inPlace && host.isNative() && host.byteSize() > 0
                && host.address() % alignment == 0) {
              share(host);
            } else if (read) {
              copyOf(host);
            } else {
              reserve(host.byteSize());
            }
            """).addJavadoc("Stands for an argument from now on; reads it if it is to be read.\n")
            .addParameter(MemorySegment.class, "host").addParameter(boolean.class, "read").build())
        .addMethod(method("share", void.class, """
            if (address != host.address() || capacity != host.byteSize()) {
              release();
              long visible = Math.min(host.byteSize(), Integer.MAX_VALUE);
              $pointer:T start = $pointer:T.to(host.asSlice(0, visible).asByteBuffer());
              handle = clCreateBuffer(context, CL_MEM_READ_WRITE | CL_MEM_USE_HOST_PTR,
                  host.byteSize(), start, null);
              address = host.address();
              capacity = host.byteSize();
            }
            """).addModifiers(Modifier.PRIVATE).addParameter(MemorySegment.class, "host").build())
        .addMethod(method("copyOf", void.class, """
            reserve(host.byteSize());
            copy(host, true);
            """).addParameter(MemorySegment.class, "host").build())
        .addMethod(method("reserve", void.class, """
            if (handle == null || address != 0 || capacity < bytes) {
              release();
              long size = Math.max(64, bytes);
              handle = clCreateBuffer(context, CL_MEM_READ_WRITE, size, null, null);
              capacity = size;
            }
            """).addJavadoc("Has at least so many bytes of its own.\n")
            .addParameter(long.class, "bytes").build())
        .addMethod(method("deliver", void.class, """
            if (address == 0) {
              copy(host, false);
            }
            """).addParameter(MemorySegment.class, "host").build())
        .addMethod(copy())
        .addMethod(method("release", void.class, """
            if (handle != null) {
              clReleaseMemObject(handle);
            }
            handle = null;
            capacity = 0;
            address = 0;
            """).build()).build();
  }

  private static MethodSpec copy() {
    return method("copy", void.class, """
        for (long at = 0; at < host.byteSize(); at += PIECE) {
          long size = Math.min(PIECE, host.byteSize() - at);
          $buffer:T mapped = clEnqueueMapBuffer(queue, handle, true,
              toDevice ? CL_MAP_WRITE : CL_MAP_READ, at, size, 0, null, null, null);
          $segment:T there = $segment:T.ofBuffer(mapped);
          $segment:T here = host.asSlice(at, size);
          (toDevice ? there : here).copyFrom(toDevice ? here : there);
          clEnqueueUnmapMemObject(queue, handle, mapped, 0, null, null);
        }
        """).addModifiers(Modifier.PRIVATE).addParameter(MemorySegment.class, "host")
        .addParameter(boolean.class, "toDevice").build();
  }

  private static MethodSpec.Builder method(String name, Class<?> result, String code,
      Object... more) {
    Map<String, Object> types = with(more);
    return MethodSpec.methodBuilder(name).returns(result).addNamedCode(code, types);
  }

  private static Map<String, Object> with(Object... more) {
    Map<String, Object> types = new HashMap<>(TYPES);
    for (int i = 0; i < more.length; i += 2) {
      types.put((String) more[i], more[i + 1]);
    }
    return types;
  }
}
