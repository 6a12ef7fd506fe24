package dev.jacquard.jvm.emit;

import com.palantir.javapoet.CodeBlock;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.schedule.ir.Buffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Java for the virtual machine: global buffers are memory segments. */
final class SegmentTarget implements Statements.Target {

  private static final Set<MathFunction> OF_JAVA = EnumSet.of(MathFunction.ACOS, MathFunction.ASIN,
      MathFunction.ATAN, MathFunction.ATAN2, MathFunction.CBRT, MathFunction.CEIL,
      MathFunction.COS, MathFunction.COSH, MathFunction.EXP, MathFunction.EXPM1, MathFunction.FLOOR,
      MathFunction.FMA, MathFunction.HYPOT, MathFunction.LOG, MathFunction.LOG10,
      MathFunction.LOG1P, MathFunction.RINT, MathFunction.SIN, MathFunction.SINH,
      MathFunction.SQRT, MathFunction.TAN, MathFunction.TANH);

  private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8;
  private static final Set<String> OF_MATH = Set.of("floorDiv", "floorMod", "abs", "min", "max");

  private final String kernel;
  private final boolean alone;
  private final Helpers helpers;

  /**
   * @param kernel its name
   * @param alone whether its groups have one item, which meets nobody at a barrier
   * @param helpers learns which methods the text needs
   */
  SegmentTarget(String kernel, boolean alone, Helpers helpers) {
    this.kernel = kernel;
    this.alone = alone;
    this.helpers = helpers;
  }

  @Override
  public Term load(String buffer, DType type, Term index) {
    return JavaType.fromElement(type, Term.atom("$L.$L($L, $L)", buffer,
        type.bytes() == 1 ? "get" : "getAtIndex", JavaType.layout(type), index.code()));
  }

  @Override
  public CodeBlock store(String buffer, DType type, Term index, Term value) {
    return CodeBlock.of("$L.$L($L, $L, $L)", buffer, type.bytes() == 1 ? "set" : "setAtIndex",
        JavaType.layout(type), index.code(), JavaType.toElement(type, value, this).code());
  }

  @Override
  public Term exchange(String buffer, DType type, Term index, Term was, Term changed) {
    return Term.atom("$1L.varHandle().compareAndSet($2L, $3L * $4LL, $5L, $6L)",
        JavaType.layout(type), buffer, index.in(Term.UNARY), type.bytes(),
        JavaType.toElement(type, was, this).code(), JavaType.toElement(type, changed, this).code());
  }

  @Override
  public Term arithmetic(String method, DType type, Term... arguments) {
    return call(OF_MATH.contains(method) ? CodeBlock.of("Math.$L", method)
        : helpers.method(method), List.of(arguments));
  }

  @Override
  public Term order(String op, DType type, Term left, Term right) {
    return type == DType.U64 ? Term.infix(op, Term.ORDER,
        Term.atom("Long.compareUnsigned($L, $L)", left.code(), right.code()), Term.atom("0"))
        : Term.infix(op, Term.ORDER, left, right);
  }

  /** Java's own conversions to int and long truncate, saturate, and make NaN 0. */
  @Override
  public Term fromFloat(DType from, DType to, Term value) {
    return switch (to) {
      case I32 -> Term.cast("int", value);
      case I64 -> Term.cast("long", value);
      case U64 -> arithmetic("toUnsigned", from, value);
      case U32 -> Term.atom("Math.clamp($L, 0L, 0xFFFFFFFFL)", Term.cast("long", value).code());
      case I8, I16, U8, U16 -> Term.atom("Math.clamp($L, $L, $L)",
          Term.cast("long", value).code(), to.minLong(), to.maxLong());
      case BOOL, F16, BF16, F32, F64 -> throw new CompilerBug("float cast to " + to);
    };
  }

  @Override
  public Term function(MathFunction function, DType type, List<Term> arguments) {
    if (function.isInteger()) {
      return integer(function, type, arguments);
    }
    Term result = switch (function) {
      case FABS -> call(CodeBlock.of("Math.abs"), arguments);
      case COPYSIGN -> call(CodeBlock.of("Math.copySign"), arguments);
      case FMOD -> Term.infix("%", Term.PRODUCT, arguments.getFirst(), arguments.getLast());
      case EXP2 -> Term.atom("Math.pow(2, $L)", arguments.getFirst().code());
      case EXP10 -> Term.atom("Math.pow(10, $L)", arguments.getFirst().code());
      case RSQRT -> Term.infix("/", Term.PRODUCT, Term.atom("1"),
          Term.atom("Math.sqrt($L)", arguments.getFirst().code()));
      default -> call(OF_JAVA.contains(function) ? CodeBlock.of("Math.$L", function.symbol())
          : helpers.method(function.symbol()), arguments);
    };
    return type == DType.F32 && function != MathFunction.FMA ? Term.cast("float", result) : result;
  }

  private Term integer(MathFunction function, DType type, List<Term> arguments) {
    if (function == MathFunction.BITS_OF || function == MathFunction.FLOAT_OF) {
      return bits(function.result(type), arguments.getFirst());
    }
    List<Term> all = new ArrayList<>(arguments);
    all.add(Term.atom("$L", type.bits()));
    all.add(Term.atom("$L", type.isSigned()));
    Term result = call(helpers.method(method(function)), all);
    return JavaType.isLong(function.result(type)) ? result : Term.cast("int", result);
  }

  private static Term bits(DType to, Term value) {
    String form = switch (to) {
      case F32 -> "Float.intBitsToFloat((int) ($L))";
      case F64 -> "Double.longBitsToDouble($L)";
      case U64 -> "Double.doubleToRawLongBits($L)";
      default -> "Integer.toUnsignedLong(Float.floatToRawIntBits($L))";
    };
    return Term.atom(form, value.code());
  }

  /** The name that Java would give it. */
  private static String method(MathFunction function) {
    String symbol = function.symbol();
    int split = symbol.indexOf('_');
    return split < 0 ? symbol : symbol.substring(0, split)
        + Character.toUpperCase(symbol.charAt(split + 1)) + symbol.substring(split + 2);
  }

  private static Term call(CodeBlock method, List<Term> arguments) {
    return Term.atom("$L($L)", method, arguments.stream().map(Term::code)
        .collect(CodeBlock.joining(", ")));
  }

  @Override
  public CodeBlock allocate(Buffer buffer, Expr size, JavaNames names) {
    if (size instanceof IntConst(DType _, long length) && length > MOST_ELEMENTS) {
      throw new Unsupported(("The kernel %s keeps %s, of %d elements, in a Java array, which has "
          + "less than 2^31. Compute it at root, or give the sizes when compiling.")
          .formatted(kernel, buffer.name(), length));
    }
    Term length = new Expressions(this).term(size, names);
    String element = JavaType.element(buffer.type());
    CodeBlock count = size instanceof IntConst(DType _, long n) ? CodeBlock.of("$L", n)
        : length.narrow() ? length.code() : CodeBlock.of("Math.toIntExact($L)", length.code());
    return CodeBlock.builder().addStatement("$L[] $L = new $L[$L]", element,
        names.bindBuffer(buffer.name(), true), element, count).build();
  }

  @Override
  public CodeBlock barrier() {
    if (!alone) {
      throw new Unsupported(("The jvm backend has no barriers between work-items, which the kernel "
          + "%s needs. Use the opencl backend or the interpreter, or a schedule without items.")
          .formatted(kernel));
    }
    return CodeBlock.of("");
  }
}
