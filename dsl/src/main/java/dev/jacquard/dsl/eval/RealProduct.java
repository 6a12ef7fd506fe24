package dev.jacquard.dsl.eval;

/** A product of floats in double precision, with what its tolerance needs. */
final class RealProduct implements ReduceCode.Step {

  private final Real factor;
  private double product = 1;
  private double error;
  private double greatest = 1;
  private double fractions = 1;
  private boolean shrinks;
  private long factors;
  private boolean integral = true;

  RealProduct(Real factor) {
    this.factor = factor;
  }

  @Override
  public void at(Frame frame) {
    double value = factor.at(frame);
    if (error != 0 || frame.error != 0) {
      error = Math.abs(product) * frame.error + Math.abs(value) * error + error * frame.error;
    }
    product *= value;
    greatest *= Math.max(1, Math.abs(value));
    fractions *= value == 0 ? 1 : Math.min(1, Math.abs(value));
    shrinks |= Math.abs(value) < 1;
    integral &= value == Math.rint(value);
    factors++;
  }

  /**
   * No partial product, in any order, exceeds the product of the factors above 1, and none but 0
   * is less than that of the factors below 1. Where the first is beyond the type's range and a
   * factor is below 1, one order passes an infinity, or multiplies it by 0 to NaN, and another does
   * not: such a product is not judged. Where the second is below the range, what an order loses
   * there is multiplied by the first.
   */
  double result(Precision precision, Frame frame) {
    if (shrinks && !precision.holds(greatest)) {
      frame.error = Double.POSITIVE_INFINITY;
      return product;
    }
    double inherited = error + precision.lost(fractions, greatest);
    boolean exact = integral && error == 0;
    double magnitude = exact || !precision.holds(greatest) ? greatest : Math.abs(product);
    frame.error = precision.total(product, inherited, magnitude, factors, integral);
    return product;
  }
}
