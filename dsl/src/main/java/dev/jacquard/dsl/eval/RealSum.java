package dev.jacquard.dsl.eval;

/** A sum of floats in double precision, with what its tolerance needs. */
final class RealSum implements ReduceCode.Step {

  private final Real term;
  private double sum;
  private double magnitude;
  private double least;
  private double greatest;
  private double error;
  private long terms;
  private boolean integral = true;

  RealSum(Real term) {
    this.term = term;
  }

  @Override
  public void at(Frame frame) {
    double value = term.at(frame);
    sum += value;
    magnitude += Math.abs(value);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    error += frame.error;
    integral &= value == Math.rint(value);
    terms++;
  }

  /** Finite terms of both signs whose magnitudes are beyond all range: an order may stay within. */
  private boolean hangsOnOrder() {
    return Double.isInfinite(magnitude) && least < 0 && Double.isFinite(least) && greatest > 0
        && Double.isFinite(greatest);
  }

  double result(Precision precision, Frame frame) {
    frame.error = hangsOnOrder() ? Double.POSITIVE_INFINITY
        : precision.total(sum, error, magnitude, terms, integral);
    return sum;
  }
}
