package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Select;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads once what straight-line code reads several times.
 *
 * <pre>
 * c0 = c0 + a[i] * b[j]; c1 = c1 + a[i] * b[k]   ->   x = a[i]; c0 = c0 + x * b[j]; ...
 * </pre>
 *
 * <p>Only in runs of declarations and assignments, between which memory does not change. Those
 * under a condition share what is also read without it.
 */
final class ShareLoads {

  private int next;

  private ShareLoads() {}

  static Stmt apply(Stmt s) {
    return new ShareLoads().visit(s);
  }

  private Stmt visit(Stmt s) {
    Stmt mapped = s.mapChildren(this::visit);
    return mapped instanceof Stmt.Block(List<Stmt> statements) ? block(mapped, statements) : mapped;
  }

  private Stmt block(Stmt original, List<Stmt> statements) {
    List<Stmt> result = new ArrayList<>();
    List<Stmt> run = new ArrayList<>();
    for (Stmt s : statements) {
      if (isStraight(s)) {
        run.add(s);
      } else {
        flush(run, result);
        result.add(s);
      }
    }
    flush(run, result);
    return result.equals(statements) ? original : new Stmt.Block(result);
  }

  private static boolean isStraight(Stmt s) {
    return s instanceof Stmt.Declare || s instanceof Stmt.Assign
        || (s instanceof Stmt.Block || s instanceof Stmt.If)
        && s.children().stream().allMatch(ShareLoads::isStraight);
  }

  private void flush(List<Stmt> run, List<Stmt> result) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Integer> certain = new HashMap<>();
    run.forEach(s -> Walk.each(s, part -> part.exprs().forEach(e -> count(e, counts))));
    run.forEach(s -> s.exprs().forEach(e -> count(e, certain)));
    counts.keySet().retainAll(certain.keySet());
    Map<String, Local> locals = new LinkedHashMap<>();
    for (Stmt s : run) {
      result.add(Walk.mapExprs(s, e -> share(e, counts, locals, result)));
    }
    run.clear();
  }

  /** A load under a condition for all lanes is shared with it: without, it may not happen. */
  private static boolean isShareable(Expr e) {
    return e instanceof Load || e instanceof Broadcast(Load _, int _)
        || e instanceof Select(Broadcast _, Load _, Load _)
        || e instanceof Select(Binary _, Load _, Broadcast _);
  }

  private static void count(Expr e, Map<String, Integer> counts) {
    if (e instanceof Instruct instruct) {
      count(instruct.accumulator(), counts);
    } else if (isShareable(e)) {
      counts.merge(e.toString(), 1, Integer::sum);
    } else {
      e.children().forEach(child -> count(child, counts));
    }
  }

  private Expr share(Expr e, Map<String, Integer> counts, Map<String, Local> locals,
      List<Stmt> result) {
    if (!isShareable(e)) {
      return e.mapChildren(child -> share(child, counts, locals, result));
    }
    if (counts.getOrDefault(e.toString(), 0) < 2) {
      return e;
    }
    Local known = locals.get(e.toString());
    if (known != null) {
      return known;
    }
    DType type = e.type();
    Local local = new Local("x" + next++, type, e.lanes());
    locals.put(e.toString(), local);
    result.add(new Stmt.Declare(local, e));
    return local;
  }
}
