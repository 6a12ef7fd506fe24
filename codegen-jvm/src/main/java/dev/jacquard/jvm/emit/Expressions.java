package dev.jacquard.jvm.emit;

import com.palantir.javapoet.CodeBlock;
import dev.jacquard.dsl.Binary;
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
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.Var;
import java.util.List;

/** One lane of an expression as Java text. Every f32 operation is rounded, as Java does. */
public final class Expressions {

  private final Dialect dialect;
  private final Operators operators;

  public Expressions(Dialect dialect) {
    this.dialect = dialect;
    this.operators = new Operators(dialect);
  }

  /** The scalar {@code e}, or the lane of {@code e} that the lane variable names tell. */
  public Term term(Expr e, JavaNames names) {
    return switch (e) {
      case IntConst c -> constant(c);
      case FloatConst c -> constant(c);
      case Var v -> names.variable(v.name());
      case RVar v -> names.variable(v.name());
      case Dim d -> names.variable(d.name());
      case Local l -> names.local(l);
      case Unary u -> operators.unary(u.op(), u.type(), term(u.operand(), names));
      case Binary b -> operators.binary(b, term(b.left(), names), term(b.right(), names));
      case Select s -> Term.choice(term(s.condition(), names), term(s.whenTrue(), names),
          term(s.whenFalse(), names));
      case Cast c -> operators.cast(c.operand().type(), c.type(), term(c.operand(), names));
      case Call c -> dialect.function(c.function(), c.arguments().getFirst().type(),
          c.arguments().stream().map(a -> term(a, names)).toList());
      case Broadcast b -> term(b.value(), names);
      case Ramp r -> ramp(r, names);
      case Load load -> load(load, names);
      case Instruct i -> throw new Unsupported(("The JVM has no instruction %s. Leave "
          + "tensorize out, or run it on a device of OpenCL.").formatted(i.instruction()));
      case Comprehension _ -> throw new CompilerBug("no loop has " + e + ".");
    };
  }

  private Term load(Load load, JavaNames names) {
    JavaNames.Place place = names.buffer(load.buffer());
    return place.array()
        ? JavaType.fromElement(load.type(), Term.atom("$L[$L]", place.name(),
            arrayIndex(load.indices(), names)))
        : dialect.load(place.name(), load.type(), index(load.indices(), names));
  }

  /** The offset of a flattened access as a Java int. */
  CodeBlock arrayIndex(List<Expr> indices, JavaNames names) {
    Term index = index(indices, names);
    return indices.getFirst() instanceof IntConst(DType _, long value)
        ? CodeBlock.of("$L", value) : arrayIndex(index).code();
  }

  /** An i64 that is known to be a legal index of a Java array. */
  public static Term arrayIndex(Term index) {
    return index.narrow() ? index : Term.cast("int", index);
  }

  /** The offset of a flattened access. */
  public Term index(List<Expr> indices, JavaNames names) {
    if (indices.size() != 1) {
      throw new CompilerBug("an access with the indices " + indices + " has not been flattened.");
    }
    return term(indices.getFirst(), names);
  }

  /** {@code base + lane * stride}. */
  private Term ramp(Ramp r, JavaNames names) {
    Term base = term(r.base(), names);
    Term lane = operators.cast(DType.I32, r.type(), Term.atom("$L", names.lane()));
    Term step = r.isDense() ? lane : Term.infix("*", Term.PRODUCT, lane, term(r.stride(), names));
    Term sum = Term.infix("+", Term.SUM, base.wide(), step);
    return operators.wrap(r.type(), sum);
  }

  private static Term constant(IntConst c) {
    return switch (c.type()) {
      case BOOL -> Term.atom(c.value() == 0 ? "false" : "true");
      case U32, I64, U64 -> c.value() == Long.MIN_VALUE ? Term.atom("Long.MIN_VALUE")
          : signed(c.value() + "L");
      default -> c.value() == Integer.MIN_VALUE ? Term.atom("Integer.MIN_VALUE")
          : signed("" + c.value());
    };
  }

  private static Term constant(FloatConst c) {
    boolean isDouble = c.type() == DType.F64;
    String owner = isDouble ? "Double" : "Float";
    if (Double.isNaN(c.value())) {
      return Term.atom(owner + ".NaN");
    }
    if (Double.isInfinite(c.value())) {
      return Term.atom(owner + (c.value() > 0 ? ".POSITIVE" : ".NEGATIVE") + "_INFINITY");
    }
    return signed(isDouble ? c.value() + "" : (float) c.value() + "f");
  }

  private static Term signed(String literal) {
    return literal.startsWith("-") ? Term.atom("($L)", literal) : Term.atom("$L", literal);
  }
}
