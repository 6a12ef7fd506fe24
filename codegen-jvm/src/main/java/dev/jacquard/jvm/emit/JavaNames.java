package dev.jacquard.jvm.emit;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Interval;
import dev.jacquard.dsl.index.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * What the names of a kernel are called in a Java method, where each is used once only; and what
 * is known of its variables. Grows as the method is written.
 */
public final class JavaNames {

  /**
   * A buffer.
   *
   * @param array whether it is a Java array
   */
  public record Place(String name, boolean array) {}

  private static final String LANE = "lane";

  private final Set<String> used = new HashSet<>(Set.of(LANE));
  private final Map<String, Term> variables = new HashMap<>();
  private final Map<String, Place> buffers = new HashMap<>();
  private final Map<String, String> locals = new HashMap<>();
  private Scope scope = Scope.EMPTY;

  /** A Java name that nothing else has, as like {@code wanted} as may be. */
  public String fresh(String wanted) {
    String legal = wanted.replace('.', '_');
    String base = SourceVersion.isName(legal) ? legal : legal + "_";
    String name = base;
    for (int i = 2; !used.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }

  /** Binds a variable that runs over {@code range}; its Java name is an int's where that fits. */
  public String bind(String variable, Range range) {
    Interval values = range(range);
    String name = fresh(variable);
    Term term = Term.atom("$L", name);
    variables.put(variable, fitsInt(values) ? term.asNarrow() : term);
    scope = scope.with(variable, range);
    return name;
  }

  private Interval range(Range range) {
    Interval first = Index.interval(range.min(), scope);
    Interval end = Index.interval(range.min().plus(range.extent()), scope);
    return first.union(end);
  }

  /** Binds a size whose type is decided by the caller. */
  public String bindSize(String size, boolean narrow) {
    String name = fresh(size);
    Term term = Term.atom("$L", name);
    variables.put(size, narrow ? term.asNarrow() : term);
    return name;
  }

  private static boolean fitsInt(Interval values) {
    return values.min() >= Integer.MIN_VALUE && values.max() <= Integer.MAX_VALUE;
  }

  public boolean isNarrow(String variable) {
    return variable(variable).narrow();
  }

  public String bindBuffer(String buffer, boolean array) {
    return bindBuffer(buffer, new Place(fresh(buffer), array));
  }

  /** Binds a buffer to a name that its caller knows to be {@link #fresh}. */
  public String bindBuffer(String buffer, Place place) {
    buffers.put(buffer, place);
    return place.name();
  }

  String bindLocal(Local local) {
    String name = fresh(local.name());
    locals.put(local.name(), name);
    return name;
  }

  public Term variable(String name) {
    return found(variables.get(name), name);
  }

  public Place buffer(String name) {
    return found(buffers.get(name), name);
  }

  /** A scalar local, or the lane of a vector that is written now. */
  Term local(Local local) {
    String name = found(locals.get(local.name()), local.name());
    return local.lanes() == 1 ? Term.atom("$L", name) : Term.atom("$L[$L]", name, LANE);
  }

  /** The variable that counts lanes. */
  String lane() {
    return LANE;
  }

  public Expr simplify(Expr e) {
    return Index.simplify(e, scope);
  }

  private static <T> T found(T thing, String name) {
    if (thing == null) {
      throw new CompilerBug("the emitter does not know " + name + ".");
    }
    return thing;
  }
}
