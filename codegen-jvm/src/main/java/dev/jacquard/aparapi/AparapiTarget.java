package dev.jacquard.aparapi;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.jvm.emit.Expressions;
import dev.jacquard.jvm.emit.JavaNames;
import dev.jacquard.jvm.emit.JavaType;
import dev.jacquard.jvm.emit.Statements;
import dev.jacquard.jvm.emit.Term;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** Java that Aparapi translates: global buffers are arrays, and every call is of an own method. */
final class AparapiTarget implements Statements.Target {

  private static final Pattern CALL = Pattern.compile("(\\w+)\\(");
  private static final Set<MathFunction> HELPED = Set.of(MathFunction.ROUND, MathFunction.TRUNC,
      MathFunction.FDIM);
  private static final Set<MathFunction> MISSING = Set.of(MathFunction.ACOSH, MathFunction.ASINH,
      MathFunction.ATANH, MathFunction.COPYSIGN, MathFunction.ERF, MathFunction.ERFC,
      MathFunction.FMOD, MathFunction.LGAMMA, MathFunction.TGAMMA);

  private final String kernel;
  private final List<FieldSpec> fields = new ArrayList<>();
  private final Set<String> helpers = new LinkedHashSet<>();

  AparapiTarget(String kernel) {
    this.kernel = kernel;
  }

  /** The helper methods that the text so far calls, as source. */
  List<String> helpers() {
    return helpers.stream().map(HelperMethods::source).toList();
  }

  @Override
  public Term load(String buffer, DType type, Term index) {
    return JavaType.fromElement(type, element(buffer, index));
  }

  @Override
  public CodeBlock store(String buffer, DType type, Term index, Term value) {
    return CodeBlock.of("$L = $L", element(buffer, index).code(),
        JavaType.toElement(type, value, this).code());
  }

  private static Term element(String buffer, Term index) {
    return Term.atom("$L[$L]", buffer, Expressions.arrayIndex(index).code());
  }

  @Override
  public Term exchange(String buffer, DType type, Term index, Term was, Term changed) {
    throw new Unsupported("%s is changed by several work-items at once, for which Aparapi has no "
        .formatted(buffer) + "instruction. Leave atomic() out, or run it on another device.");
  }

  @Override
  public Term arithmetic(String method, DType type, Term... arguments) {
    String name = switch (method) {
      case "floorDiv" -> "divide";
      case "floorMod" -> "remainder";
      default -> method;
    };
    String helper = name + JavaType.value(type);
    return HelperMethods.source(helper) == null ? call(name, List.of(arguments))
        : help(helper, arguments);
  }

  @Override
  public Term order(String op, DType type, Term left, Term right) {
    boolean mayOverflow = type == DType.U64
        || type == DType.I64 && !(left.narrow() && right.narrow());
    return mayOverflow ? Term.infix(op, Term.ORDER,
        help(type == DType.U64 ? "compareUnsigned" : "compareSigned", left, right),
        Term.atom("0")) : Term.infix(op, Term.ORDER, left, right);
  }

  @Override
  public Term fromFloat(DType from, DType to, Term value) {
    return switch (to) {
      case U64 -> arithmetic("toUnsigned", from, value);
      case I64, U32 -> saturated(from, to, value);
      case I8, I16, I32, U8, U16 -> Term.cast("int", saturated(from, to, value));
      case BOOL, F16, BF16, F32, F64 -> throw new CompilerBug("float cast to " + to);
    };
  }

  private Term saturated(DType from, DType to, Term value) {
    return help("saturate" + JavaType.value(from), value, Term.atom("$LL", to.minLong()),
        Term.atom("$LL", to.maxLong()));
  }

  @Override
  public Term function(MathFunction function, DType type, List<Term> arguments) {
    if (MISSING.contains(function) || function.isInteger()) {
      throw new Unsupported(("Aparapi has no %s, which the kernel %s needs. Use the opencl "
          + "backend.").formatted(function.symbol(), kernel));
    }
    return HELPED.contains(function)
        ? help(function.symbol() + JavaType.value(type), arguments.toArray(Term[]::new))
        : call(function == MathFunction.FABS ? "abs" : function.symbol(), arguments);
  }

  private Term help(String name, Term... arguments) {
    use(name);
    return call(name, List.of(arguments));
  }

  /** Adds a method, after those that it calls. */
  private void use(String name) {
    Matcher calls = CALL.matcher(HelperMethods.source(name));
    while (calls.find()) {
      String called = calls.group(1);
      if (!called.equals(name) && HelperMethods.source(called) != null) {
        use(called);
      }
    }
    helpers.add(name);
  }

  private static Term call(String method, List<Term> arguments) {
    return Term.atom("$L($L)", method, arguments.stream().map(Term::code)
        .collect(CodeBlock.joining(", ")));
  }

  /** Aparapi makes private memory of a field whose name ends with its size. */
  @Override
  public CodeBlock allocate(Buffer buffer, Expr size, JavaNames names) {
    if (buffer.memory() != Memory.PRIVATE || !(size instanceof IntConst)) {
      throw new Unsupported(("The aparapi backend has no %s arrays%s (%s), which the kernel %s "
          + "needs. Use the opencl backend, or a schedule without.").formatted(
          buffer.memory().name().toLowerCase(Locale.ROOT),
          size instanceof IntConst ? "" : " of variable size", buffer.name(), kernel));
    }
    long length = ((IntConst) size).value();
    String name = names.fresh(buffer.name()) + "_$private$" + length;
    names.bindBuffer(buffer.name(), new JavaNames.Place(name, true));
    fields.add(FieldSpec.builder(JavaType.array(buffer.type()), name, Modifier.PUBLIC)
        .initializer("new $L[$L]", JavaType.element(buffer.type()), length).build());
    return CodeBlock.of("");
  }

  /** Aparapi loses its way through bytecode at an else beside conditions inside the branches. */
  @Override
  public boolean splitsElse(Stmt.If choice) {
    return choice.children().stream().anyMatch(AparapiTarget::branches);
  }

  private static boolean branches(Stmt stmt) {
    return stmt instanceof Stmt.If || stmt instanceof Stmt.For
        || stmt.children().stream().anyMatch(AparapiTarget::branches);
  }

  /** The fields that hold private memory. */
  List<FieldSpec> fields() {
    return fields;
  }

  @Override
  public CodeBlock print(CodeBlock line) {
    throw new Unsupported(("The aparapi backend cannot print, which the trace of %s needs. Use "
        + "another backend, or leave trace() out.").formatted(kernel));
  }

  @Override
  public CodeBlock barrier() {
    throw new Unsupported(("The aparapi backend has no barriers, which the kernel %s needs. Use "
        + "the opencl backend or the interpreter, or a schedule without items.").formatted(kernel));
  }
}
