package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.util.Arrays;

/**
 * A multi-dimensional array outside the Java heap: a type, a shape (extents, outermost dimension
 * first), a layout, and memory in the machine's byte order.
 *
 * <p>Own memory starts on a page (4096 bytes), so that an OpenCL device that shares the host's
 * memory uses it without a copy; it may exceed 2 GiB and is freed once unreachable. Views
 * ({@link #slice}, {@link #select}, {@link #step}, {@link #permute}) share memory and have strides
 * of their own; {@link #dense} copies where necessary. Kernels take dense tensors only.
 *
 * <p>Shapes, indices and dimensions out of range are user errors.
 */
public final class Tensor {
  private final DType type;
  private final long[] shape;
  private final Layout layout;
  private final Addressing addressing;
  private final MemorySegment memory;
  private final boolean dense;

  /** {@code memory} starts at the first element and ends with the last. */
  private Tensor(DType type, long[] shape, Layout layout, Addressing addressing,
      MemorySegment memory) {
    this.type = type;
    this.shape = shape;
    this.layout = layout;
    this.addressing = addressing;
    this.memory = memory;
    this.dense = Views.isDense(shape, addressing, layout.addressing(shape));
  }

  static Tensor view(DType type, long[] shape, long[] strides, MemorySegment memory) {
    return new Tensor(type, shape, Layout.canonical(shape.length),
      Addressing.strided(strides), memory);
  }

  /** A dense row-major tensor of zeros; no extents make a scalar. */
  public static Tensor zeros(DType type, long... shape) {
    return zeros(type, Layout.canonical(shape.length), shape);
  }

  /** A dense tensor of zeros in a layout. */
  public static Tensor zeros(DType type, Layout layout, long... shape) {
    long[] own = Extents.check(shape.clone());
    return new Tensor(type, own, layout, layout.addressing(own),
      Memory.allocate(type, own, layout.storageSize(own)));
  }

  /** A dense row-major tensor over memory of the caller: aligned to the type, of exact size. */
  public static Tensor over(DType type, MemorySegment memory, long... shape) {
    return over(type, Layout.canonical(shape.length), memory, shape);
  }

  /** A dense tensor in a layout over memory of the caller: aligned, of exact size. */
  public static Tensor over(DType type, Layout layout, MemorySegment memory, long... shape) {
    long[] own = Extents.check(shape.clone());
    Memory.check(type, memory, layout.storageSize(own), own);
    return new Tensor(type, own, layout, layout.addressing(own), memory);
  }

  /** An f32 tensor of these values, row-major; without a shape it has one dimension. */
  public static Tensor of(float[] values, long... shape) {
    return ArraySource.copy(DType.F32, MemorySegment.ofArray(values), shape);
  }

  /** An f64 tensor of these values, row-major; without a shape it has one dimension. */
  public static Tensor of(double[] values, long... shape) {
    return ArraySource.copy(DType.F64, MemorySegment.ofArray(values), shape);
  }

  /** An i8 tensor; {@link #bitCast} makes it u8. */
  public static Tensor of(byte[] values, long... shape) {
    return ArraySource.copy(DType.I8, MemorySegment.ofArray(values), shape);
  }

  /** An i16 tensor; {@link #bitCast} makes it u16, or f16 or bf16 of these bits. */
  public static Tensor of(short[] values, long... shape) {
    return ArraySource.copy(DType.I16, MemorySegment.ofArray(values), shape);
  }

  /** An i32 tensor; {@link #bitCast} makes it u32. */
  public static Tensor of(int[] values, long... shape) {
    return ArraySource.copy(DType.I32, MemorySegment.ofArray(values), shape);
  }

  /** An i64 tensor; {@link #bitCast} makes it u64. */
  public static Tensor of(long[] values, long... shape) {
    return ArraySource.copy(DType.I64, MemorySegment.ofArray(values), shape);
  }

  public static Tensor of(boolean[] values, long... shape) {
    return ArraySource.copy(values, shape);
  }

  /** The values between a buffer's position and limit, of its element type, in its byte order. */
  public static Tensor of(Buffer values, long... shape) {
    return ArraySource.copy(values, shape);
  }

  /**
   * Reproducible values: floats uniform in [-1, 1), signed integers in -100..100, unsigned ones
   * in 0..200, booleans. The value of an element depends on the seed and its index only.
   */
  public static Tensor random(DType type, long seed, long... shape) {
    return RandomValues.uniform(type, seed, shape);
  }

  /**
   * Reproducible integers, exact in every type: -magnitude..magnitude, or 0..magnitude for
   * unsigned types, or booleans whatever the magnitude.
   *
   * @param magnitude at least 1 and within the type's range (2^11 for f16, 2^8 for bf16,
   *     2^24 for f32, 2^53 for 64 bits)
   */
  public static Tensor smallIntegers(DType type, long seed, long magnitude, long... shape) {
    return RandomValues.integers(type, seed, magnitude, shape);
  }

  public DType type() {
    return type;
  }

  public int rank() {
    return shape.length;
  }

  /** A copy of the extents, outermost dimension first. */
  public long[] shape() {
    return shape.clone();
  }

  public long extent(int dim) {
    Extents.checkDim(dim, shape);
    return shape[dim];
  }

  /** The number of elements, without padding. */
  public long size() {
    return Extents.size(shape);
  }

  /** The number of elements in memory, with padding; for dense tensors. */
  public long storageSize() {
    return layout.storageSize(shape);
  }

  public Layout layout() {
    return layout;
  }

  /** Distances between neighbours along each dimension, in elements; not in blocked layouts. */
  public long[] strides() {
    requireStrides("strides");
    return addressing.inner().clone();
  }

  /** True if the memory holds exactly the elements (and padding) of the layout, in its order. */
  public boolean isDense() {
    return dense;
  }

  /** The memory from the first element to the end of the last; keep the tensor reachable. */
  public MemorySegment segment() {
    return memory;
  }

  /** The indices from..to-1 of a dimension. A view. */
  public Tensor slice(int dim, long from, long to) {
    requireStrides("slice");
    return Views.slice(this, dim, from, to);
  }

  /** Every {@code step}-th index of a dimension, beginning with 0; step is at least 1. A view. */
  public Tensor step(int dim, long step) {
    requireStrides("step");
    return Views.step(this, dim, step);
  }

  /** One index of a dimension, which disappears from the shape. A view. */
  public Tensor select(int dim, long index) {
    requireStrides("select");
    return Views.select(this, dim, index);
  }

  /** Dimension d of the result is dimension {@code order[d]} of this tensor. A view. */
  public Tensor permute(int... order) {
    requireStrides("permute");
    return Views.permute(this, order);
  }

  /** The same elements, in row-major order, in another shape of the same size. */
  public Tensor reshape(long... shape) {
    return Views.reshape(this, shape);
  }

  /** The same bits as another type of the same width. */
  public Tensor bitCast(DType target) {
    if (target.bytes() != type.bytes() || target.isBool()) {
      throw UserError.here("Cannot reinterpret " + type + " as " + target
        + ". Name a type of the same width other than bool.");
    }
    return new Tensor(target, shape, layout, addressing, memory);
  }

  /** This tensor if it is dense, else a dense copy. */
  public Tensor dense() {
    return dense ? this : copy();
  }

  /** A dense copy in the same layout, in memory of its own. */
  public Tensor copy() {
    return zeros(type, layout, shape).copyFrom(this);
  }

  /** The same values in a layout: this tensor if it already is dense there, else a copy. */
  public Tensor to(Layout target) {
    return target.equals(layout) ? dense() : zeros(type, target, shape).copyFrom(this);
  }

  /** The same values, row-major and dense. */
  public Tensor toCanonical() {
    return to(Layout.canonical(rank()));
  }

  /** Overwrites all values by those of a tensor of the same type and shape, in any layout. */
  public Tensor copyFrom(Tensor source) {
    Views.copy(source, this);
    return this;
  }

  /** Sets every element, rounded as {@link #setDouble} does; padding stays as it is. */
  public Tensor fill(double value) {
    RandomValues.fill(this, value);
    return this;
  }

  /** The value at an index; 64-bit integers are rounded to nearest, true is 1. */
  public double getDouble(long... index) {
    return Elements.getDouble(memory, type, position(index));
  }

  /** The value at an index; floats are truncated, true is 1, u64 is the bit pattern. */
  public long getLong(long... index) {
    return Elements.getLong(memory, type, position(index));
  }

  /** Stores a value: truncated towards 0 and wrapped for integers, any non-zero is true. */
  public void setDouble(double value, long... index) {
    Elements.setDouble(memory, type, position(index), value);
  }

  /** Stores a value: wrapped for integers, rounded to nearest for floats, non-zero is true. */
  public void setLong(long value, long... index) {
    Elements.setLong(memory, type, position(index), value);
  }

  /** The value at a place in the memory of a dense tensor; see {@link #getDouble}. */
  public double getDoubleAt(long flat) {
    return Elements.getDouble(memory, type, requireDense(flat));
  }

  /** The value at a place in the memory of a dense tensor; see {@link #getLong}. */
  public long getLongAt(long flat) {
    return Elements.getLong(memory, type, requireDense(flat));
  }

  /** Stores at a place in the memory of a dense tensor; see {@link #setDouble}. */
  public void setDoubleAt(long flat, double value) {
    Elements.setDouble(memory, type, requireDense(flat), value);
  }

  /** Stores at a place in the memory of a dense tensor; see {@link #setLong}. */
  public void setLongAt(long flat, long value) {
    Elements.setLong(memory, type, requireDense(flat), value);
  }

  /** All values in row-major order, read as {@link #getDouble} and rounded to float. */
  public float[] toFloatArray() {
    return ReadBack.floats(this);
  }

  /** All values in row-major order, read as {@link #getDouble}. */
  public double[] toDoubleArray() {
    return ReadBack.doubles(this);
  }

  /** All values in row-major order, read as {@link #getLong}. */
  public long[] toLongArray() {
    return ReadBack.longs(this);
  }

  /** All values in row-major order, the low 32 bits of {@link #getLong}. */
  public int[] toIntArray() {
    return ReadBack.ints(this);
  }

  /** All values in row-major order, the low 16 bits of {@link #getLong}. */
  public short[] toShortArray() {
    return ReadBack.shorts(this);
  }

  /** All values in row-major order, the low 8 bits of {@link #getLong}. */
  public byte[] toByteArray() {
    return ReadBack.bytes(this);
  }

  /** All values in row-major order; any non-zero value is true. */
  public boolean[] toBooleanArray() {
    return ReadBack.booleans(this);
  }

  /** True if type, shape and the bits of all values agree, whatever the layouts. */
  public boolean contentEquals(Tensor other) {
    return type == other.type && Arrays.equals(shape, other.shape)
      && toCanonical().memory.mismatch(other.toCanonical().memory) == -1;
  }

  Addressing addressing() {
    return addressing;
  }

  private long position(long[] index) {
    Extents.checkIndex(index, shape);
    return addressing.position(index);
  }

  private long requireDense(long flat) {
    if (!dense) {
      throw UserError.here("Flat access needs a dense tensor, but " + this
        + " is a view. Call dense() first.");
    }
    return flat;
  }

  private void requireStrides(String method) {
    if (!addressing.isStrided()) {
      throw UserError.here("A tensor of layout \"" + layout + "\" is blocked and has no "
        + "strides, so " + method + " is not possible. Call toCanonical() first.");
    }
  }

  /** Type, shape, layout unless canonical, and the first values. */
  @Override
  public String toString() {
    return ReadBack.summary(this);
  }
}
