package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.UserError;
import java.util.List;

/** Compiles accesses: where the indices lead, and what lies outside. */
record AccessCode(Compiler compiler) {

  Real real(Access access) {
    Table table = compiler.table(access);
    Position position = position(access, table);
    Real found = read(access.type(), access.edge().mode() != Edge.Mode.CONSTANT
        ? table.real(position) : realOrOutside(position, table.real(frame -> frame.flat),
            compiler.real(access.edge().outside())));
    Whole unsure = unsure(access);
    return unsure == null ? found : frame -> {
      unsure.at(frame);
      double errorOfIndices = frame.error;
      double value = found.at(frame);
      frame.error = errorOfIndices == 0 ? frame.error : Double.POSITIVE_INFINITY;
      return value;
    };
  }

  Whole whole(Access access) {
    Table table = compiler.table(access);
    Position position = position(access, table);
    boolean loud = !compiler.isExact(access);
    Whole found = access.edge().mode() != Edge.Mode.CONSTANT ? read(table, position, loud)
        : wholeOrOutside(position, read(table, frame -> frame.flat, loud),
            compiler.whole(access.edge().outside()));
    Whole unsure = unsure(access);
    return unsure == null ? found : frame -> {
      unsure.at(frame);
      double errorOfIndices = frame.error;
      long value = found.at(frame);
      frame.error = errorOfIndices == 0 ? frame.error : Double.POSITIVE_INFINITY;
      return value;
    };
  }

  /** What relaxed algorithms may take for zero when they read it. */
  private Real read(DType type, Real real) {
    Precision precision = compiler.precision(type == DType.F64 ? type : DType.F32);
    return !precision.isRelaxed() ? real : frame -> {
      double value = real.at(frame);
      frame.error = precision.flushed(value, frame.error);
      return value;
    };
  }

  private static Whole read(Table table, Position position, boolean loud) {
    Whole code = table.whole(position);
    return loud && table.isExact() ? Whole.withoutError(code) : code;
  }

  private static Real realOrOutside(Position position, Real inside, Real outside) {
    return frame -> {
      long flat = position.at(frame);
      frame.flat = flat;
      return (flat == Position.OUTSIDE ? outside : inside).at(frame);
    };
  }

  private static Whole wholeOrOutside(Position position, Whole inside, Whole outside) {
    return frame -> {
      long flat = position.at(frame);
      frame.flat = flat;
      return (flat == Position.OUTSIDE ? outside : inside).at(frame);
    };
  }

  /** Sets the tolerance to other than 0 if a float leaves an index in doubt; null if none can. */
  private Whole unsure(Access access) {
    List<Whole> doubtful = access.indices().stream().filter(e -> !compiler.isExact(e))
        .map(compiler::whole).toList();
    return doubtful.isEmpty() ? null : frame -> {
      double sum = 0;
      for (Whole index : doubtful) {
        index.at(frame);
        sum += frame.error;
      }
      frame.error = sum;
      return 0;
    };
  }

  Position position(Access access, Table table) {
    Affine affine = Affine.of(access.indices(), table, compiler);
    return affine != null ? affine : access.edge().isNone() ? checked(access, table)
        : edged(access, table);
  }

  private Whole[] indices(Access access) {
    return access.indices().stream().map(compiler::exact).toArray(Whole[]::new);
  }

  private Position checked(Access access, Table table) {
    Whole[] indices = indices(access);
    long[] mins = table.mins();
    long[] extents = table.extents();
    String where = compiler.where(access);
    return frame -> {
      long flat = 0;
      for (int d = 0; d < indices.length; d++) {
        long index = indices[d].at(frame) - mins[d];
        if (index < 0 || index >= extents[d]) {
          throw new CompilerBug("%s: index %d is %d, outside, though it was proved inside."
              .formatted(where, d, index + mins[d]));
        }
        flat = flat * extents[d] + index;
      }
      return flat;
    };
  }

  private Position edged(Access access, Table table) {
    Whole[] indices = indices(access);
    long[] mins = table.mins();
    long[] extents = table.extents();
    Edge.Mode mode = access.edge().mode();
    String where = compiler.where(access);
    return frame -> {
      long flat = 0;
      for (int d = 0; d < indices.length; d++) {
        long at = indices[d].at(frame) - mins[d];
        if (mode == Edge.Mode.CHECKED && (at < 0 || at >= extents[d])) {
          throw new UserError(("%s: its index %d is %d; dimension %d of %s is %d to %d. Mend the "
              + "index, or say what lies outside: Edge.CLAMP.").formatted(where, d, at + mins[d], d,
                  access.source().name(), mins[d], mins[d] + extents[d] - 1));
        }
        long index = Edges.inside(mode, at, extents[d]);
        if (index == Position.OUTSIDE) {
          return Position.OUTSIDE;
        }
        flat = flat * extents[d] + index;
      }
      return flat;
    };
  }
}
