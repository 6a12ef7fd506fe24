package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Print;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import dev.jacquard.schedule.nest.Placement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * From loop nests to statements, consumers first: a Func at root becomes a stage; one computed at a
 * loop is inserted there, over the region that the loop's body needs; an inlined one replaces its
 * accesses. Then every access is a load from a buffer.
 */
final class BuildStages {

  private final LoopNest nests;
  private final Module module;
  private final Map<Stmt, Set<String>> reads = new IdentityHashMap<>();

  private BuildStages(LoopNest nests) {
    this.nests = nests;
    this.module = new Module(nests.algorithm());
  }

  static Module apply(LoopNest nests) {
    return new BuildStages(nests).build();
  }

  private Module build() {
    Set<String> faulty = new HashSet<>();
    for (Nest nest : nests.nests().reversed()) {
      module.faults().collect(() -> build(nest, faulty));
    }
    module.stages().removeIf(stage -> faulty.contains(stage.name()));
    for (Input input : nests.algorithm().inputs()) {
      module.add(new Buffer(input.name(), input.type(), Memory.GLOBAL, input.extents(),
          nests.layout(input.name(), input.rank())));
      replace(input.name(), access -> new Load(input.name(), input.type(), access.indices()));
    }
    if (faulty.isEmpty()) {
      new ShareLoops(nests, module.faults()).apply(module.stages());
    }
    return module;
  }

  /** @param faulty the stages that were given up, with what is computed inside of them */
  private void build(Nest nest, Set<String> faulty) {
    String stage = stage(nest);
    if (faulty.contains(stage)) {
      return;
    }
    faulty.add(stage);
    switch (nest.placement()) {
      case Placement.Inlined _ -> replace(nest.name(), access -> inlined(nest.func(), access));
      case Placement.Root _ -> root(nest);
      case Placement.At at -> new InsertProducer(nests, nest, at, module).apply();
    }
    faulty.remove(stage);
  }

  /** The Func at root inside of which a nest is. */
  private String stage(Nest nest) {
    return nest.placement() instanceof Placement.At at ? stage(nests.require(at.consumer()))
        : nest.name();
  }

  private static Expr inlined(Func func, Access access) {
    Map<String, Expr> values = new HashMap<>();
    for (int d = 0; d < func.rank(); d++) {
      values.put(func.indices().get(d).name(), access.indices().get(d));
    }
    Expr definition = Tuple.values(func.definition()).get(access.component());
    return Rewrite.substitute(Print.without(definition), values);
  }

  private void root(Nest nest) {
    Func func = nest.func();
    for (int k = 0; k < func.types().size(); k++) {
      module.add(new Buffer(func.buffer(k), func.types().get(k), Memory.GLOBAL,
          func.ranges().stream().map(Range::extent).toList(),
          nests.layout(func.storage(), func.rank()), nest.held().hint()));
    }
    Room room = Room.of(func.ranges());
    replace(func.name(), access -> room.load(func, access));
    Stmt body = new BuildNest(nests, nest, module, func.ranges(), room, List.of()).build();
    module.stages().addFirst(new Stage(List.of(func), body, isPrepared(func)));
  }

  /** A copy of what never changes between runs need not be made at each of them. */
  private boolean isPrepared(Func func) {
    if (nests.isOutput(func.name()) || func.isStaged()) {
      return false;
    }
    boolean[] constant = {true};
    Rewrite.walk(func.definition(), e -> {
      if (e instanceof Access access) {
        constant[0] &= switch (access.source()) {
          case Input input -> input.constant();
          case Func _ -> false;
        };
      }
    });
    return constant[0];
  }

  private void replace(String source, Function<Access, Expr> f) {
    module.stages().replaceAll(stage -> reads(stage.body()).contains(source)
        ? stage.with(replace(stage.body(), source, f)) : stage);
  }

  /** The names of the sources that a stage reads; found once for each form of a stage. */
  private Set<String> reads(Stmt body) {
    return reads.computeIfAbsent(body, _ -> {
      Set<String> found = new HashSet<>();
      Walk.each(body, s -> s.exprs().forEach(e -> Rewrite.walk(e, node -> {
        if (node instanceof Access access) {
          found.add(access.source().name());
        }
      })));
      return found;
    });
  }

  static Stmt replace(Stmt s, String source, Function<Access, Expr> f) {
    return Walk.mapExprs(s, e -> replace(e, source, f));
  }

  private static Expr replace(Expr e, String source, Function<Access, Expr> f) {
    Expr mapped = e.mapChildren(child -> replace(child, source, f));
    return mapped instanceof Access access && access.source().name().equals(source)
        ? f.apply(access) : mapped;
  }
}
