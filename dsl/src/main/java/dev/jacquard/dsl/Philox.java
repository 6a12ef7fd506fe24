package dev.jacquard.dsl;

/**
 * Random numbers that are a function of a seed and a counter, with no state between them: Philox
 * 4x32 of 10 rounds, by Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
 * 3", SC'11. Used with indices as the counter, each element of a tensor draws a number of its own,
 * the same under every schedule and on every backend.
 *
 * <p>The seed is the key: an integer of up to 64 bits. The counter is one to four integers, of each
 * of which the low 32 bits count. Two draws are independent if their seeds or counters differ.
 */
public final class Philox {

  private static final int WORDS = 4;
  private static final double UNIT = 0x1p-24;

  private Philox() {}

  /** 32 random bits, as u32. */
  public static Expr bits(Expr seed, Expr... counter) {
    return word(0, seed, counter);
  }

  /** 32 random bits, as u32. */
  public static Expr bits(long seed, Expr... counter) {
    return bits(Dsl.lit(seed), counter);
  }

  /** A multiple of 2^-24 in [0, 1), as f32, each equally probable; the same bits everywhere. */
  public static Expr uniform(Expr seed, Expr... counter) {
    return bits(seed, counter).shr(8).cast(DType.F32).times(UNIT);
  }

  /** A multiple of 2^-24 in [0, 1), as f32, each equally probable; the same bits everywhere. */
  public static Expr uniform(long seed, Expr... counter) {
    return uniform(Dsl.lit(seed), counter);
  }

  /**
   * A number of the normal distribution of mean 0 and deviation 1, as f32, at most 5.8 from 0; the
   * transform of Box and Muller, whose logarithm and cosine are as accurate as the backend's.
   */
  public static Expr normal(Expr seed, Expr... counter) {
    Expr positive = bits(seed, counter).shr(8).plus(1).cast(DType.F32).times(UNIT);
    Expr angle = word(1, seed, counter).shr(8).cast(DType.F32).times(2 * Math.PI * UNIT);
    return Dsl.sqrt(Dsl.log(positive).times(-2)).times(Dsl.cos(angle));
  }

  /** As {@link #normal(Expr, Expr...)} says. */
  public static Expr normal(long seed, Expr... counter) {
    return normal(Dsl.lit(seed), counter);
  }

  /** One of the four words of 32 random bits, 0 to 3, that each counter gives, as u32. */
  public static Expr word(int word, Expr seed, Expr... counter) {
    if (word < 0 || word >= WORDS || counter.length == 0 || counter.length > WORDS) {
      throw UserError.here(("Philox gives the words 0 to 3 for a counter of one to four integers; "
          + "asked for is word %d of %d. Stay within these.").formatted(word, counter.length));
    }
    Expr[] arguments = new Expr[MathFunction.PHILOX.arity()];
    for (int c = 0; c < WORDS; c++) {
      arguments[c] = c < counter.length ? low(counter[c]) : new IntConst(DType.U32, 0);
    }
    arguments[WORDS] = low(seed);
    arguments[WORDS + 1] = high(seed);
    arguments[WORDS + 2] = new IntConst(DType.U32, word);
    return Call.of(MathFunction.PHILOX, arguments);
  }

  private static Expr low(Expr e) {
    if (!Given.given(e, "A seed or counter of Philox").type().isInteger()) {
      throw UserError.here(("The seed and the counter of Philox are integers; %s is %s. Cast it: "
          + "x.cast(U32).").formatted(e, e.type()));
    }
    return e instanceof IntConst constant ? new IntConst(DType.U32, constant.value())
        : e.cast(DType.U32);
  }

  /** The upper half of the 64 bits that an integer is, or is extended to by its sign. */
  private static Expr high(Expr e) {
    return e instanceof IntConst constant ? new IntConst(DType.U32, constant.value() >>> 32)
        : e.cast(DType.U64).shr(32).cast(DType.U32);
  }
}
