package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.schedule.ir.Stmt;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Compiles loads and stores of single elements, checked. */
final class AccessCompiler {

  /** Finds the offset of an access into its storage. */
  @FunctionalInterface
  private interface Place {
    long in(Storage storage, Frame frame);
  }

  private final ExprCompiler all;
  private final String where;
  private final boolean flattened;

  AccessCompiler(ExprCompiler all, String where, boolean flattened) {
    this.all = all;
    this.where = where;
    this.flattened = flattened;
  }

  Code.OfInteger loadInteger(Load load, int lane, Names names) {
    int slot = names.buffer(load.buffer());
    Place place = place(load.buffer(), load.indices(), lane, names);
    DType type = load.type();
    return f -> {
      Storage storage = f.buffers[slot];
      long i = read(storage, place, type, f);
      return storage.getInteger(i);
    };
  }

  Code.OfFloat loadFloat(Load load, int lane, Names names) {
    int slot = names.buffer(load.buffer());
    Place place = place(load.buffer(), load.indices(), lane, names);
    DType type = load.type();
    return f -> {
      Storage storage = f.buffers[slot];
      long i = read(storage, place, type, f);
      return storage.getFloat(i);
    };
  }

  /** All lanes of the value are computed before the first is stored. */
  Code.Action store(Stmt.Store store, Names names) {
    return store.atomic() ? change(store, names)
        : store(store, new IntConst(DType.BOOL, 1), names);
  }

  /** Items run one after the other, so each change is one step; it is no race. */
  private Code.Action change(Stmt.Store store, Names names) {
    DType type = store.value().type();
    Local old = new Local("the element", type, 1);
    Names inner = names.withLocal(old.name(), type, 1);
    int local = inner.local(old.name(), 0);
    int slot = names.buffer(store.buffer());
    Place place = place(store.buffer(), store.indices(), 0, names);
    Expr changed = store.changed(old);
    Code.OfFloat real = type.isFloat() ? all.real(changed, 0, inner) : null;
    Code.OfInteger integer = type.isFloat() ? null : all.integer(changed, 0, inner);
    return f -> {
      Storage storage = f.buffers[slot];
      long i = place.in(storage, f);
      require(storage, type);
      if (real != null) {
        f.doubles[local] = storage.getFloat(i);
        storage.setInteger(i, Storage.bits(type, real.at(f)));
      } else {
        f.longs[local] = storage.getInteger(i);
        storage.setInteger(i, integer.at(f));
      }
    };
  }

  /** Of the lanes of the value, those are stored where {@code condition} holds. */
  Code.Action store(Stmt.Store store, Expr condition, Names names) {
    int lanes = Math.max(store.value().lanes(),
        store.indices().stream().mapToInt(Expr::lanes).max().orElse(1));
    Code.OfInteger[] holds = new Code.OfInteger[lanes];
    Arrays.setAll(holds, lane -> all.integer(condition, lane, names));
    return store.value().type().isFloat() ? storeFloats(store, holds, names)
        : storeIntegers(store, holds, names);
  }

  private Code.Action storeFloats(Stmt.Store store, Code.OfInteger[] holds, Names names) {
    int lanes = holds.length;
    int slot = names.buffer(store.buffer());
    Place[] places = places(store, lanes, names);
    Code.OfFloat[] values = new Code.OfFloat[lanes];
    Arrays.setAll(values, lane -> all.real(store.value(), lane, names));
    DType type = store.value().type();
    return f -> {
      Storage storage = f.buffers[slot];
      double[] results = new double[values.length];
      for (int lane = 0; lane < values.length; lane++) {
        results[lane] = values[lane].at(f);
      }
      for (int lane = 0; lane < values.length; lane++) {
        if (holds[lane].at(f) != 0) {
          long i = places[lane].in(storage, f);
          require(storage, type);
          write(storage, i, Storage.bits(type, results[lane]), f);
        }
      }
    };
  }

  private Code.Action storeIntegers(Stmt.Store store, Code.OfInteger[] holds, Names names) {
    int lanes = holds.length;
    int slot = names.buffer(store.buffer());
    Place[] places = places(store, lanes, names);
    Code.OfInteger[] values = new Code.OfInteger[lanes];
    Arrays.setAll(values, lane -> all.integer(store.value(), lane, names));
    DType type = store.value().type();
    return f -> {
      Storage storage = f.buffers[slot];
      long[] results = new long[values.length];
      for (int lane = 0; lane < values.length; lane++) {
        results[lane] = values[lane].at(f);
      }
      for (int lane = 0; lane < values.length; lane++) {
        if (holds[lane].at(f) != 0) {
          long i = places[lane].in(storage, f);
          require(storage, type);
          write(storage, i, results[lane], f);
        }
      }
    };
  }

  private Place[] places(Stmt.Store store, int lanes, Names names) {
    Place[] places = new Place[lanes];
    Arrays.setAll(places, lane -> place(store.buffer(), store.indices(), lane, names));
    return places;
  }

  private long read(Storage storage, Place place, DType type, Frame f) {
    long i = place.in(storage, f);
    require(storage, type);
    if (storage.races != null) {
      storage.races.read(i, f);
    }
    return i;
  }

  private static void write(Storage storage, long i, long bits, Frame f) {
    if (storage.races != null) {
      long before = storage.getInteger(i);
      storage.setInteger(i, bits);
      storage.races.write(i, f, storage.getInteger(i) != before);
    } else {
      storage.setInteger(i, bits);
    }
  }

  private void require(Storage storage, DType type) {
    if (storage.buffer.type() != type) {
      throw new CompilerBug("%s: %s is %s and is accessed as %s.".formatted(where,
          storage.buffer.name(), storage.buffer.type(), type));
    }
  }

  private Place place(String buffer, List<Expr> indices, int lane, Names names) {
    Code.OfInteger[] codes = indices.stream().map(i -> all.integer(i, lane, names))
        .toArray(Code.OfInteger[]::new);
    return codes.length == 1 ? single(buffer, codes[0], names) : several(buffer, codes, names);
  }

  private Place single(String buffer, Code.OfInteger index, Names names) {
    return (storage, f) -> {
      if (storage == null) {
        throw absent(buffer);
      }
      long i = index.at(f);
      long offset = flattened || storage.buffer.extents().size() != 1 ? i
          : storage.offset(new long[] {i});
      if (offset < 0 || offset >= storage.size) {
        throw outside(storage, new long[] {i}, names, f);
      }
      return offset;
    };
  }

  private Place several(String buffer, Code.OfInteger[] indices, Names names) {
    return (storage, f) -> {
      if (storage == null) {
        throw absent(buffer);
      }
      long[] at = new long[indices.length];
      for (int d = 0; d < at.length; d++) {
        at[d] = indices[d].at(f);
      }
      if (at.length != storage.buffer.extents().size()) {
        throw new CompilerBug("%s: %s has %d dimensions and is accessed with %d indices.".formatted(
            where, buffer, storage.buffer.extents().size(), at.length));
      }
      long offset = storage.offset(at);
      if (offset < 0 || offset >= storage.size) {
        throw outside(storage, at, names, f);
      }
      return offset;
    };
  }

  private CompilerBug absent(String buffer) {
    return new CompilerBug("%s: the buffer %s does not exist here.".formatted(where, buffer));
  }

  private CompilerBug outside(Storage storage, long[] at, Names names, Frame f) {
    return new CompilerBug("%s: %s[%s] is outside %s, at %s.".formatted(where,
        storage.buffer.name(), Arrays.stream(at).mapToObj(Long::toString)
            .collect(Collectors.joining(", ")), storage.describe(),
        names.describe(f)));
  }
}
