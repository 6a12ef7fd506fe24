package dev.jacquard.schedule.ir;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Rewrite;
import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;

/** An action at loop level. Immutable; variables are unique by name within a kernel. */
public sealed interface Stmt extends Serializable {

  /** This node over {@code f(child)}; {@code this} when no child changed. */
  Stmt mapChildren(UnaryOperator<Stmt> f);

  /** This node with its own expressions (not those of children) replaced. */
  Stmt mapExprs(UnaryOperator<Expr> f);

  /** The direct sub-statements. */
  List<Stmt> children();

  /** The expressions of this node itself. */
  List<Expr> exprs();

  /**
   * {@code body} for each value of {@code variable} from {@code min} to {@code min + extent - 1};
   * not at all if the extent is 0 or less.
   */
  record For(String variable, Expr min, Expr extent, LoopKind kind, Stmt body) implements Stmt {

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      Stmt mapped = f.apply(body);
      return mapped == body ? this : new For(variable, min, extent, kind, mapped);
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      Expr m = f.apply(min);
      Expr e = f.apply(extent);
      return m == min && e == extent ? this : new For(variable, m, e, kind, body);
    }

    @Override
    public List<Stmt> children() {
      return List.of(body);
    }

    @Override
    public List<Expr> exprs() {
      return List.of(min, extent);
    }

    public For withBody(Stmt newBody) {
      return newBody == body ? this : new For(variable, min, extent, kind, newBody);
    }
  }

  /** Statements one after the other. */
  record Block(List<Stmt> statements) implements Stmt {

    public static final Block EMPTY = new Block(List.of());

    public Block {
      statements = List.copyOf(statements);
    }

    /** The statements in order, nested blocks flattened; a single one stands for itself. */
    public static Stmt of(List<Stmt> statements) {
      List<Stmt> flat = statements.stream()
          .flatMap(s -> s instanceof Block(List<Stmt> inner) ? inner.stream()
              : java.util.stream.Stream.of(s)).toList();
      return flat.size() == 1 ? flat.getFirst() : new Block(flat);
    }

    public static Stmt of(Stmt... statements) {
      return of(List.of(statements));
    }

    public boolean isEmpty() {
      return statements.isEmpty();
    }

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      List<Stmt> mapped = Rewrite.all(statements, f);
      return mapped == statements ? this : of(mapped);
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      return this;
    }

    @Override
    public List<Stmt> children() {
      return statements;
    }

    @Override
    public List<Expr> exprs() {
      return List.of();
    }
  }

  /**
   * {@code then} if {@code condition} holds, else {@code otherwise}. Where the condition is a
   * vector, {@code then} is a store of as many lanes, of which those are stored where it holds.
   */
  record If(Expr condition, Stmt then, Stmt otherwise) implements Stmt {

    public If(Expr condition, Stmt then) {
      this(condition, then, Block.EMPTY);
    }

    public boolean hasElse() {
      return !(otherwise instanceof Block block && block.isEmpty());
    }

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      Stmt t = f.apply(then);
      Stmt e = f.apply(otherwise);
      return t == then && e == otherwise ? this : new If(condition, t, e);
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      Expr c = f.apply(condition);
      return c == condition ? this : new If(c, then, otherwise);
    }

    @Override
    public List<Stmt> children() {
      return List.of(then, otherwise);
    }

    @Override
    public List<Expr> exprs() {
      return List.of(condition);
    }
  }

  /** Within {@code body}, the i64 variable {@code variable} is {@code value}. */
  record Let(String variable, Expr value, Stmt body) implements Stmt {

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      Stmt mapped = f.apply(body);
      return mapped == body ? this : new Let(variable, value, mapped);
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      Expr v = f.apply(value);
      return v == value ? this : new Let(variable, v, body);
    }

    @Override
    public List<Stmt> children() {
      return List.of(body);
    }

    @Override
    public List<Expr> exprs() {
      return List.of(value);
    }
  }

  /**
   * {@code buffer[indices] = value}. With vector indices, one element a lane; a scalar value beside
   * them is not allowed (it is broadcast).
   *
   * @param atomic whether no other item changes the element while the value, which reads it, is
   *     computed; then all is scalar and the buffer global
   */
  record Store(String buffer, List<Expr> indices, Expr value, boolean atomic) implements Stmt {

    public Store {
      indices = List.copyOf(indices);
    }

    public Store(String buffer, List<Expr> indices, Expr value) {
      this(buffer, indices, value, false);
    }

    /** The value of an atomic store, where {@code old} is what the element is before. */
    public Expr changed(Expr old) {
      return changed(value, old);
    }

    private Expr changed(Expr e, Expr old) {
      boolean own = e instanceof Load load && load.buffer().equals(buffer)
          && load.indices().toString().equals(indices.toString());
      return own ? old : e.mapChildren(child -> changed(child, old));
    }

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      return this;
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      List<Expr> i = Rewrite.all(indices, f);
      Expr v = f.apply(value);
      return i == indices && v == value ? this : new Store(buffer, i, v, atomic);
    }

    @Override
    public List<Stmt> children() {
      return List.of();
    }

    @Override
    public List<Expr> exprs() {
      return java.util.stream.Stream.concat(indices.stream(), java.util.stream.Stream.of(value))
          .toList();
    }
  }

  /** Within {@code body}, {@code buffer} exists, with undefined contents at first. */
  record Allocate(Buffer buffer, Stmt body) implements Stmt {

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      Stmt mapped = f.apply(body);
      return mapped == body ? this : new Allocate(buffer, mapped);
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      List<Expr> mapped = Rewrite.all(buffer.extents(), f);
      return mapped == buffer.extents() ? this : new Allocate(new Buffer(buffer.name(),
          buffer.type(), buffer.memory(), mapped, buffer.layout(), buffer.hint()), body);
    }

    @Override
    public List<Stmt> children() {
      return List.of(body);
    }

    @Override
    public List<Expr> exprs() {
      return buffer.extents();
    }
  }

  /** From here to the end of the enclosing block, {@code local} exists, with {@code value}. */
  record Declare(Local local, Expr value) implements Stmt {

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      return this;
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      Expr v = f.apply(value);
      return v == value ? this : new Declare(local, v);
    }

    @Override
    public List<Stmt> children() {
      return List.of();
    }

    @Override
    public List<Expr> exprs() {
      return List.of(value);
    }
  }

  /** {@code local = value}. */
  record Assign(Local local, Expr value) implements Stmt {

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      return this;
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      Expr v = f.apply(value);
      return v == value ? this : new Assign(local, v);
    }

    @Override
    public List<Stmt> children() {
      return List.of();
    }

    @Override
    public List<Expr> exprs() {
      return List.of(value);
    }
  }

  /** Prints a line: each value behind its text; scalars only. */
  record Print(List<String> texts, List<Expr> values) implements Stmt {

    public Print {
      texts = List.copyOf(texts);
      values = List.copyOf(values);
    }

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      return this;
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      List<Expr> mapped = Rewrite.all(values, f);
      return mapped == values ? this : new Print(texts, mapped);
    }

    @Override
    public List<Stmt> children() {
      return List.of();
    }

    @Override
    public List<Expr> exprs() {
      return values;
    }
  }

  /** A hint that {@code buffer[index]} is read soon; it may lie outside the buffer. */
  record Prefetch(String buffer, Expr index) implements Stmt {

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      return this;
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      Expr mapped = f.apply(index);
      return mapped == index ? this : new Prefetch(buffer, mapped);
    }

    @Override
    public List<Stmt> children() {
      return List.of();
    }

    @Override
    public List<Expr> exprs() {
      return List.of(index);
    }
  }

  /**
   * All items of the group arrive before any goes on, and see what the others wrote to local and
   * global memory. Every item of a group reaches it, or none.
   */
  record Barrier() implements Stmt {

    @Override
    public Stmt mapChildren(UnaryOperator<Stmt> f) {
      return this;
    }

    @Override
    public Stmt mapExprs(UnaryOperator<Expr> f) {
      return this;
    }

    @Override
    public List<Stmt> children() {
      return List.of();
    }

    @Override
    public List<Expr> exprs() {
      return List.of();
    }
  }
}
