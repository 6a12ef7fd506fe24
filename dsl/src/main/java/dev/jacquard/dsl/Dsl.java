package dev.jacquard.dsl;

import dev.jacquard.dsl.gradient.Gradient;
import java.util.Arrays;
import java.util.List;

/** The words of the language, for static import. */
public final class Dsl extends ScalarFunctions {

  private Dsl() {}

  /** A named size with the size that tools use when none is given. */
  public static Dim dim(String name, long defaultSize) {
    return new Dim(name, defaultSize);
  }

  /** A free index. */
  public static Var var(String name) {
    return new Var(name);
  }

  /** A reduction index whose range follows from its uses. */
  public static RVar rvar(String name) {
    return new RVar(name, null);
  }

  /** A reduction index over {@code [0, extent)}. */
  public static RVar rvar(String name, Expr extent) {
    return new RVar(name, Range.to(extent));
  }

  /** A reduction index over {@code [0, extent)}. */
  public static RVar rvar(String name, long extent) {
    return rvar(name, IntConst.index(extent));
  }

  /** A reduction index over {@code [min, min + extent)}. */
  public static RVar rvar(String name, Expr min, Expr extent) {
    return new RVar(name, new Range(min, extent));
  }

  /** A tensor that the caller supplies, with one size a dimension. */
  public static Input input(String name, DType type, Expr... extents) {
    return new Input(name, type, Given.all("Size of Input " + name, extents), false);
  }

  /** Begins a Func: {@code func("C", i, j).is(...)}. */
  public static Func.Declaration func(String name, Var... indices) {
    return new Func.Declaration(name, indices);
  }

  /** An integer constant; beside another operand it takes that one's type, else it is i64. */
  public static Expr lit(long value) {
    return IntConst.index(value);
  }

  /** A float constant; beside another operand it takes that one's type, else it is f32. */
  public static Expr lit(double value) {
    return new FloatConst((float) value == value ? DType.F32 : DType.F64, value);
  }

  /** A constant of a given type. */
  public static Expr lit(DType type, double value) {
    Given.given(type, "The type of a constant");
    return type.isFloat() ? new FloatConst(type, value) : new IntConst(type, (long) value);
  }

  public static Reduce sum(RVar r, Expr body) {
    return sum(Arrays.asList(r), body);
  }

  public static Reduce sum(RVar r, RVar s, Expr body) {
    return sum(Arrays.asList(r, s), body);
  }

  public static Reduce sum(RVar r, RVar s, RVar t, Expr body) {
    return sum(Arrays.asList(r, s, t), body);
  }

  public static Reduce sum(RVar r, RVar s, RVar t, RVar u, Expr body) {
    return sum(Arrays.asList(r, s, t, u), body);
  }

  /** The sum of {@code body} over all {@code variables}; 8- and 16-bit integers add in 32 bits. */
  public static Reduce sum(List<RVar> variables, Expr body) {
    return Reduce.of(Reduction.SUM, variables, body);
  }

  public static Reduce sum(RVar r, Expr body, DType accumulator) {
    return sum(Arrays.asList(r), body, accumulator);
  }

  /** The sum in the given accumulator type, which is also that of the result. */
  public static Reduce sum(List<RVar> variables, Expr body, DType accumulator) {
    return Reduce.of(Reduction.SUM, variables, body, accumulator);
  }

  public static Reduce prod(RVar r, Expr body) {
    return prod(Arrays.asList(r), body);
  }

  /** The product of {@code body} over all {@code variables}. */
  public static Reduce prod(List<RVar> variables, Expr body) {
    return Reduce.of(Reduction.PROD, variables, body);
  }

  public static Reduce prod(RVar r, Expr body, DType accumulator) {
    return prod(Arrays.asList(r), body, accumulator);
  }

  /** The product in the given accumulator type, which is also that of the result. */
  public static Reduce prod(List<RVar> variables, Expr body, DType accumulator) {
    return Reduce.of(Reduction.PROD, variables, body, accumulator);
  }

  public static Reduce min(RVar r, Expr body) {
    return min(Arrays.asList(r), body);
  }

  /** The least {@code body} over all {@code variables}; of none, the largest value of its type. */
  public static Reduce min(List<RVar> variables, Expr body) {
    return Reduce.of(Reduction.MIN, variables, body);
  }

  public static Reduce min(RVar r, Expr body, DType accumulator) {
    return min(Arrays.asList(r), body, accumulator);
  }

  /** The least value in the given accumulator type, which is also that of the result. */
  public static Reduce min(List<RVar> variables, Expr body, DType accumulator) {
    return Reduce.of(Reduction.MIN, variables, body, accumulator);
  }

  public static Reduce max(RVar r, Expr body) {
    return max(Arrays.asList(r), body);
  }

  /** The largest {@code body} over all {@code variables}; of none, the least of its type. */
  public static Reduce max(List<RVar> variables, Expr body) {
    return Reduce.of(Reduction.MAX, variables, body);
  }

  public static Reduce max(RVar r, Expr body, DType accumulator) {
    return max(Arrays.asList(r), body, accumulator);
  }

  /** The largest value in the given accumulator type, which is also that of the result. */
  public static Reduce max(List<RVar> variables, Expr body, DType accumulator) {
    return Reduce.of(Reduction.MAX, variables, body, accumulator);
  }

  public static Reduce any(RVar r, Expr body) {
    return any(Arrays.asList(r), body);
  }

  /** Whether {@code body} holds for some value of the {@code variables}. */
  public static Reduce any(List<RVar> variables, Expr body) {
    return Reduce.of(Reduction.ANY, variables, body);
  }

  public static Reduce all(RVar r, Expr body) {
    return all(Arrays.asList(r), body);
  }

  /** Whether {@code body} holds for all values of the {@code variables}. */
  public static Reduce all(List<RVar> variables, Expr body) {
    return Reduce.of(Reduction.ALL, variables, body);
  }

  /** The index at which {@code body} is largest; of equal ones the first; NaN is never chosen. */
  public static Expr argmax(RVar r, Expr body) {
    return arg(Reduction.MAX, r, body).value(1);
  }

  /** The index at which {@code body} is least; of equal ones the first; NaN is never chosen. */
  public static Expr argmin(RVar r, Expr body) {
    return arg(Reduction.MIN, r, body).value(1);
  }

  /** The reduction to a pair: the extreme of {@code body}, and the index where it lies. */
  public static Reduce arg(Reduction extreme, RVar r, Expr body) {
    if (extreme != Reduction.MIN && extreme != Reduction.MAX || body.type().isBool()) {
      throw UserError.here("arg%s of %s, which is %s. Give MIN or MAX, and numbers.".formatted(
          extreme.symbol(), body, body.type()));
    }
    return Reduce.of(Reducer.arg(extreme, body.type()), Arrays.asList(r), tuple(body, r));
  }

  /** The combination of {@code body}, a value or a {@link #tuple}, by a reducer of one's own. */
  public static Reduce reduce(Reducer reducer, List<RVar> variables, Expr body) {
    return Reduce.of(reducer, variables, body);
  }

  public static Reduce reduce(Reducer reducer, RVar r, Expr body) {
    return reduce(reducer, Arrays.asList(r), body);
  }

  /** Several values at one point: the definition of a Func, or the body of a reduction. */
  public static Expr tuple(Expr... values) {
    if (values.length < 2) {
      throw UserError.here("A tuple has two values or more; it was given " + values.length
          + ". Write a single value without tuple(...).");
    }
    return new Tuple(Given.all("Value of a tuple", values));
  }

  /**
   * {@code func} over one dimension more, by name, as are the inputs named; the Funcs between are
   * lifted with it, what does not depend on these inputs is shared (JAX's {@code vmap}).
   *
   * @param dim the new dimension; it becomes the first of the inputs and of the Func
   * @throws UserError if an input has a dimension of that name, or the Func reads none of them
   */
  public static Func lift(Func func, Dim dim, Input... inputs) {
    java.util.Map<String, Input> named = new java.util.LinkedHashMap<>();
    Given.given(func, "The Func to lift");
    Given.given(dim, "The dimension to lift " + func.name() + " over");
    for (Input input : Given.all("Input of lift", inputs)) {
      named.put(input.name(), input);
    }
    return Lift.apply(func, dim, named);
  }

  /**
   * The derivatives of {@code loss}, a Func of rank 0, by each of the inputs: ordinary Funcs named
   * {@code L.grad.A}, of the inputs' shapes. See {@link Gradient#of}.
   */
  public static List<Func> gradient(Func loss, Input... inputs) {
    Given.all("Input of a gradient", inputs);
    return Gradient.of(Given.given(loss, "The loss"), inputs);
  }

  /**
   * {@code value}, printed with {@code label} and the point where it is computed, if the schedule
   * traces the Func that this is written in: {@code schedule.trace()}. Else it costs nothing.
   */
  public static Expr print(String label, Expr value) {
    Given.given(value, "The value to print");
    Given.given(label, "The label of print");
    if (label.chars().anyMatch(c -> c == '"' || c == '\\' || c == '%' || c < ' ')) {
      throw UserError.here("The label of print must be plain text without \", \\ and %; it is "
          + label + ". Leave these out.");
    }
    return new Print(label, value);
  }

  /** {@code condition ? whenTrue : whenFalse}. */
  public static Expr select(Expr condition, Expr whenTrue, Expr whenFalse) {
    return Select.of(condition, whenTrue, whenFalse);
  }

  public static Expr cast(DType type, Expr e) {
    return Given.given(e, "What is cast").cast(type);
  }

  /** The absolute value. */
  public static Expr abs(Expr e) {
    return Unary.of(UnaryOp.ABS, e);
  }

  /** Any function of OpenCL C: {@code call(MathFunction.ERF, x)}. */
  public static Expr call(MathFunction function, Expr... arguments) {
    Given.given(function, "The function of call");
    if (arguments.length != function.arity()) {
      throw UserError.here(("%s takes %d arguments; it was given %d. Give as many as it "
          + "takes.").formatted(function.symbol(), function.arity(), arguments.length));
    }
    return Call.of(function, arguments);
  }

  public static Expr exp(Expr e) {
    return Call.of(MathFunction.EXP, e);
  }

  public static Expr log(Expr e) {
    return Call.of(MathFunction.LOG, e);
  }

  public static Expr sqrt(Expr e) {
    return Call.of(MathFunction.SQRT, e);
  }

  public static Expr rsqrt(Expr e) {
    return Call.of(MathFunction.RSQRT, e);
  }

  public static Expr tanh(Expr e) {
    return Call.of(MathFunction.TANH, e);
  }

  public static Expr erf(Expr e) {
    return Call.of(MathFunction.ERF, e);
  }

  public static Expr sin(Expr e) {
    return Call.of(MathFunction.SIN, e);
  }

  public static Expr cos(Expr e) {
    return Call.of(MathFunction.COS, e);
  }

  public static Expr pow(Expr base, Expr exponent) {
    return Call.of(MathFunction.POW, base, exponent);
  }

  public static Expr floor(Expr e) {
    return Call.of(MathFunction.FLOOR, e);
  }

  public static Expr ceil(Expr e) {
    return Call.of(MathFunction.CEIL, e);
  }

  /** To the nearest integer, ties to even. */
  public static Expr rint(Expr e) {
    return Call.of(MathFunction.RINT, e);
  }
}
