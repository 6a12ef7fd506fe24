package dev.jacquard.dsl.eval;

/** A product of floats in double precision, with what its tolerance needs. */
final class RealProduct implements ReduceCode.Step {

  private final Real factor;
  private double product = 1;
  private double error;
  private double greatest = 1;
  private long factors;
  private boolean integral = true;

  RealProduct(Real factor) {
    this.factor = factor;
  }

  @Override
  public void at(Frame frame) {
    double value = factor.at(frame);
    error = Math.abs(product) * frame.error + Math.abs(value) * error + error * frame.error;
    product *= value;
    greatest *= Math.max(1, Math.abs(value));
    integral &= value == Math.rint(value);
    factors++;
  }

  /** No partial product, in any order, exceeds the product of the factors above 1. */
  double result(Precision precision, Frame frame) {
    boolean exact = integral && error == 0;
    double magnitude = exact || !precision.holds(greatest) ? greatest : Math.abs(product);
    frame.error = precision.total(product, error, magnitude, factors, integral);
    return product;
  }
}
