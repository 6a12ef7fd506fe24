package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import java.lang.foreign.MemorySegment;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Values of tensors as Java arrays and text. */
final class ReadBack {
  /** How many values a summary shows. */
  private static final int SHOWN = 8;

  private ReadBack() {}

  static float[] floats(Tensor tensor) {
    float[] values = new float[length(tensor)];
    Tensor source = tensor.toCanonical();
    if (source.type() == DType.F32) {
      MemorySegment.ofArray(values).copyFrom(source.segment());
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) source.getDoubleAt(i);
    }
    return values;
  }

  static double[] doubles(Tensor tensor) {
    double[] values = new double[length(tensor)];
    Tensor source = tensor.toCanonical();
    for (int i = 0; i < values.length; i++) {
      values[i] = source.getDoubleAt(i);
    }
    return values;
  }

  static long[] longs(Tensor tensor) {
    long[] values = new long[length(tensor)];
    Tensor source = tensor.toCanonical();
    for (int i = 0; i < values.length; i++) {
      values[i] = source.getLongAt(i);
    }
    return values;
  }

  static int[] ints(Tensor tensor) {
    int[] values = new int[length(tensor)];
    Tensor source = tensor.toCanonical();
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) source.getLongAt(i);
    }
    return values;
  }

  static short[] shorts(Tensor tensor) {
    short[] values = new short[length(tensor)];
    Tensor source = tensor.toCanonical();
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) source.getLongAt(i);
    }
    return values;
  }

  static byte[] bytes(Tensor tensor) {
    byte[] values = new byte[length(tensor)];
    Tensor source = tensor.toCanonical();
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) source.getLongAt(i);
    }
    return values;
  }

  static boolean[] booleans(Tensor tensor) {
    boolean[] values = new boolean[length(tensor)];
    Tensor source = tensor.toCanonical();
    for (int i = 0; i < values.length; i++) {
      values[i] = source.getDoubleAt(i) != 0;
    }
    return values;
  }

  private static int length(Tensor tensor) {
    if (tensor.size() > Integer.MAX_VALUE - 8) {
      throw UserError.here("A tensor of " + tensor.size() + " elements does not fit a Java "
        + "array. Read it in slices, or through segment().");
    }
    return (int) tensor.size();
  }

  static String summary(Tensor tensor) {
    String layout = tensor.layout().isCanonical()
      ? "" : " in layout \"" + tensor.layout() + "\"";
    String values = LongStream.range(0, Math.min(SHOWN, tensor.size()))
      .mapToObj(i -> value(tensor, unravel(i, tensor.shape())))
      .collect(Collectors.joining(", "));
    String rest = tensor.size() > SHOWN ? ", ..." : "";
    return Views.describe(tensor) + layout + " [" + values + rest + "]";
  }

  private static long[] unravel(long flat, long[] shape) {
    long[] index = new long[shape.length];
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = flat % shape[d];
      flat /= shape[d];
    }
    return index;
  }

  private static String value(Tensor tensor, long[] index) {
    DType type = tensor.type();
    return switch (type) {
      case F16, BF16, F32 -> Float.toString((float) tensor.getDouble(index));
      case F64 -> Double.toString(tensor.getDouble(index));
      case BOOL -> Boolean.toString(tensor.getLong(index) != 0);
      default -> type.format(tensor.getLong(index));
    };
  }
}
