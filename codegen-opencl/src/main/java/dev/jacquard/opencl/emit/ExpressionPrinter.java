package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Comprehension;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Var;

/**
 * Expressions as C. An i64 is printed in the type that {@link IndexTypes} gives it, or wider where
 * asked; every other value in its own type, except that C computes scalars of 8 and 16 bits as ints
 * of the same value. Vectors of booleans are {@link Masks}.
 */
final class ExpressionPrinter {

  final KernelContext context;
  final Masks masks = new Masks(this);
  private final Integers integers = new Integers(this);
  final Casts casts = new Casts(this);
  final Loads loads = new Loads(this);
  private boolean addressing;

  ExpressionPrinter(KernelContext context) {
    this.context = context;
  }

  /** In the narrowest type that holds every value. */
  Term print(Expr e) {
    return print(e, context.types.of(e));
  }

  /** In {@code type}: the expression's own, or one of i32 and i64 for an i64. */
  Term print(Expr e, DType type) {
    if (e.type().isBool() && e.lanes() > 1) {
      return masks.print(e, masks.width(e));
    }
    if (e.lanes() == 1 && type != context.types.of(e)) {
      return e instanceof IntConst(DType _, long value) ? Words.constant(type, value)
          : Term.cast(Words.type(type), print(e));
    }
    return printed(e, type);
  }

  /** An index into memory: sums and products of loop variables and sizes cannot overflow there. */
  Term printAddress(Expr e) {
    boolean before = addressing;
    addressing = true;
    Term term = print(e);
    addressing = before;
    return term;
  }

  /** Whether an overflow of {@code e} is excluded. */
  boolean neverWraps(Expr e) {
    return context.ranges.neverWraps(e)
        || e.type() == DType.I64 && addressing && !Lanes.reads(e);
  }

  private Term printed(Expr e, DType type) {
    return switch (e) {
      case IntConst(DType _, long value) -> Words.constant(type, value);
      case FloatConst(DType t, double value) -> Words.constant(t, value);
      case Var(String name) -> Term.atom(context.names.get(Names.Kind.VARIABLE, name));
      case Dim dim -> Term.atom(context.names.get(Names.Kind.SIZE, dim.name()));
      case Local local -> local(local);
      case Unary unary -> unary(unary, type);
      case Binary binary -> binary(binary, type);
      case Select select -> select(select, type);
      case Cast cast -> casts.print(cast, type);
      case Call call when call.function().isInteger() -> integers.call(call);
      case Call call -> call(call);
      case Load load -> loads.print(load);
      case Instruct instruct -> loads.instruct(instruct);
      case Ramp ramp -> ramp(ramp, type);
      case Broadcast(Expr value, int lanes) -> broadcast(print(value), type, lanes);
      case RVar _, Comprehension _ -> throw new CompilerBug("%s is left after lowering: %s."
          .formatted(e.getClass().getSimpleName(), e));
    };
  }

  private Term call(Call call) {
    Term[] arguments = call.arguments().stream().map(this::print).toArray(Term[]::new);
    return VectorMath.of(call).filter(_ -> context.helpers.isClang())
        .map(helper -> context.helpers.call(helper, call.type(), call.lanes(), arguments))
        .orElseGet(() -> Term.call(call.function().symbol(), arguments));
  }

  private Term local(Local local) {
    Term text = Term.atom(context.names.local(local.name()));
    return local.type().isBool() && Names.isLane(local.name())
        ? Term.binary(text, "!=", Term.EQUAL, Term.atom("0")) : text;
  }

  Term broadcast(Term value, DType type, int lanes) {
    return lanes == 1 ? value : Term.vector(Words.type(type, lanes), value.text());
  }

  private Term ramp(Ramp ramp, DType type) {
    if (ramp.lanes() == 1) {
      return print(ramp.base());
    }
    String vector = Words.type(type, ramp.lanes());
    Term base = spread(ramp.base(), vector);
    if (ramp.stride() instanceof IntConst(DType _, long value)) {
      return Words.binary(base, BinaryOp.ADD,
          Term.vector(vector, Words.multiples(value, ramp.lanes())));
    }
    Term steps = Words.binary(spread(ramp.stride(), vector), BinaryOp.MUL,
        Term.vector(vector, Words.multiples(1, ramp.lanes())));
    return Words.binary(base, BinaryOp.ADD, steps);
  }

  /** Beside a vector, C spreads a scalar that is not wider than its lanes by itself. */
  private Term spread(Expr scalar, String vector) {
    Term term = print(scalar);
    return scalar.type().bits() < 32 ? Term.vector(vector, term.text()) : term;
  }

  private Term unary(Unary unary, DType type) {
    Expr operand = unary.operand();
    if (unary.type().isBool()) {
      return Term.unary("!", print(operand));
    }
    if (unary.type().isInteger()) {
      return integers.unary(unary, type);
    }
    return unary.op() == UnaryOp.ABS ? Term.call("fabs", print(operand))
        : Term.unary("-", print(operand));
  }

  private Term binary(Binary binary, DType type) {
    if (binary.left().type().isBool()) {
      return logic(binary);
    }
    if (binary.op().isComparison()) {
      return comparison(binary);
    }
    return binary.type().isInteger() ? integers.binary(binary, type) : floats(binary);
  }

  /** Booleans are 0 or 1, so exclusive or is inequality. */
  private Term logic(Binary binary) {
    Term left = print(binary.left());
    Term right = print(binary.right());
    return switch (binary.op()) {
      case AND -> Term.binary(left, "&&", Term.AND, right);
      case OR -> Term.binary(left, "||", Term.OR, right);
      case EQ -> Term.binary(left, "==", Term.EQUAL, right);
      case NE, XOR -> Term.binary(left, "!=", Term.EQUAL, right);
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX, SHL, SHR, LT, LE ->
          throw new CompilerBug(binary.op() + " of booleans: " + binary);
    };
  }

  Term comparison(Binary binary) {
    return binary.lanes() == 1
        ? Words.binary(print(binary.left()), binary.op(), print(binary.right()))
        : inOneType(binary, compared(binary));
  }

  private Term inOneType(Binary binary, DType type) {
    return Words.binary(print(binary.left(), type), binary.op(), print(binary.right(), type));
  }

  /** The type in which the operands of a comparison of vectors are computed. */
  DType compared(Binary binary) {
    boolean narrow = context.types.isNarrow(binary.left())
        && context.types.isNarrow(binary.right());
    return narrow ? DType.I32 : binary.left().type();
  }

  private Term floats(Binary binary) {
    return switch (binary.op()) {
      case MIN -> extreme(Helpers.Helper.MINIMUM, Helpers.Helper.LESSER, binary);
      case MAX -> extreme(Helpers.Helper.MAXIMUM, Helpers.Helper.GREATER, binary);
      case ADD, SUB, MUL, DIV -> inOneType(binary, binary.type());
      case MOD, AND, OR, XOR, SHL, SHR, LT, LE, EQ, NE ->
          throw new CompilerBug(binary.op() + " of floats: " + binary);
    };
  }

  private Term extreme(Helpers.Helper general, Helpers.Helper ofVectors, Binary binary) {
    boolean swap = isConstant(binary.right());
    boolean vectors = context.helpers.isClang() && binary.lanes() > 1
        && binary.type().bits() >= 32 && !swap && !isConstant(binary.left());
    Helpers.Helper helper = vectors ? ofVectors : general;
    Term left = print(swap ? binary.right() : binary.left());
    Term right = print(swap ? binary.left() : binary.right());
    return context.helpers.call(helper, binary.type(), binary.lanes(), left, right);
  }

  private static boolean isConstant(Expr e) {
    return e instanceof FloatConst
        || e instanceof Broadcast(Expr value, int _) && isConstant(value);
  }

  private Term select(Select select, DType type) {
    if (select.condition() instanceof Broadcast(Expr condition, int _)) {
      return select(new Select(condition, select.whenTrue(), select.whenFalse()), type);
    }
    if (select.condition().lanes() == 1) {
      return Term.conditional(print(select.condition()), arm(select.whenTrue(), type),
          arm(select.whenFalse(), type));
    }
    if (loads.isPartial(select)) {
      return loads.partial(select);
    }
    if (loads.mayLeaveMemory(select.whenTrue()) || loads.mayLeaveMemory(select.whenFalse())) {
      return loads.laneByLane(select, Words.type(type, select.lanes()));
    }
    return Term.call("select", print(select.whenFalse(), type), print(select.whenTrue(), type),
        masks.print(select.condition(), type.computed().bits()));
  }

  /** Scalars of two widths meet in the wider one by themselves, vectors do not. */
  private Term arm(Expr e, DType type) {
    return e.lanes() == 1 ? print(e) : print(e, type);
  }
}
