package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;

/**
 * The terms that an update adds to each element, with what was there before as one of them. An
 * element of two terms has only one sum; more may be added in any order.
 */
final class UpdateSums {

  private final Stored target;
  private final Precision precision;
  private final Tensor magnitudes;
  private final Tensor terms;
  private boolean integral = true;

  UpdateSums(Stored target, Precision precision) {
    this.target = target;
    this.precision = precision;
    magnitudes = Tensor.zeros(DType.F64, target.extents());
    terms = Tensor.zeros(DType.I32, target.extents());
    for (long at = 0; at < terms.size(); at++) {
      add(at, target.values().getDoubleAt(at));
    }
  }

  void add(long at, double term) {
    if (term != 0) {
      magnitudes.setDoubleAt(at, magnitudes.getDoubleAt(at) + Math.abs(term));
      terms.setLongAt(at, terms.getLongAt(at) + 1);
      integral &= term == Math.rint(term);
    }
  }

  /** Adds what another order may lose to the tolerances, which are those of the written one. */
  void allowAnyOrder() {
    for (long at = 0; at < terms.size(); at++) {
      long count = terms.getLongAt(at);
      if (count > 2) {
        double lost = precision.total(target.values().getDoubleAt(at), 0,
            magnitudes.getDoubleAt(at), count, integral);
        target.errors().setDoubleAt(at, target.errors().getDoubleAt(at) + lost);
      }
    }
  }
}
