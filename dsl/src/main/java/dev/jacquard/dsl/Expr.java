package dev.jacquard.dsl;

import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A value at one point of an index space, of a known element type.
 *
 * <p>{@link Load}, {@link Ramp}, {@link Broadcast}, {@link Instruct} and {@link Local} arise only
 * in lowering; users meet the others. Expressions are immutable. Subtrees may be shared, so {@code
 * equals} can be exponential: never use one as a map key; {@link Object#toString} is a canonical
 * text.
 */
public sealed interface Expr extends Serializable
    permits Leaf, Unary, Binary, Select, Cast, Call, Comprehension, Load, Ramp, Broadcast,
    Instruct {

  /** The element type. */
  DType type();

  /** The number of vector lanes; 1 for a scalar. */
  default int lanes() {
    return 1;
  }

  /** The direct operands, in order. */
  List<Expr> children();

  /** This node over {@code f(child)}; {@code this} when no child changed. */
  Expr mapChildren(UnaryOperator<Expr> f);

  default Expr plus(Expr other) {
    return Binary.of(BinaryOp.ADD, this, other);
  }

  default Expr plus(double other) {
    return plus(Dsl.lit(other));
  }

  default Expr plus(long other) {
    return plus(Dsl.lit(other));
  }

  default Expr minus(Expr other) {
    return Binary.of(BinaryOp.SUB, this, other);
  }

  default Expr minus(double other) {
    return minus(Dsl.lit(other));
  }

  default Expr minus(long other) {
    return minus(Dsl.lit(other));
  }

  default Expr times(Expr other) {
    return Binary.of(BinaryOp.MUL, this, other);
  }

  default Expr times(double other) {
    return times(Dsl.lit(other));
  }

  default Expr times(long other) {
    return times(Dsl.lit(other));
  }

  /** Quotient; for integers Euclidean (the remainder is never negative), and {@code x / 0 = 0}. */
  default Expr div(Expr other) {
    return Binary.of(BinaryOp.DIV, this, other);
  }

  default Expr div(double other) {
    return div(Dsl.lit(other));
  }

  default Expr div(long other) {
    return div(Dsl.lit(other));
  }

  /** Euclidean remainder of integers, in {@code [0, |other|)}; {@code x % 0 = 0}. */
  default Expr rem(Expr other) {
    return Binary.of(BinaryOp.MOD, this, other);
  }

  default Expr rem(long other) {
    return rem(Dsl.lit(other));
  }

  default Expr unaryMinus() {
    return Unary.of(UnaryOp.NEG, this);
  }

  /** The smaller value; NaN if either is NaN. */
  default Expr min(Expr other) {
    return Binary.of(BinaryOp.MIN, this, other);
  }

  default Expr min(double other) {
    return min(Dsl.lit(other));
  }

  default Expr min(long other) {
    return min(Dsl.lit(other));
  }

  /** The larger value; NaN if either is NaN. */
  default Expr max(Expr other) {
    return Binary.of(BinaryOp.MAX, this, other);
  }

  default Expr max(double other) {
    return max(Dsl.lit(other));
  }

  default Expr max(long other) {
    return max(Dsl.lit(other));
  }

  /** {@code min(max(this, low), high)}. */
  default Expr clamp(Expr low, Expr high) {
    return max(low).min(high);
  }

  default Expr lt(Expr other) {
    return Binary.of(BinaryOp.LT, this, other);
  }

  default Expr lt(double other) {
    return lt(Dsl.lit(other));
  }

  default Expr lt(long other) {
    return lt(Dsl.lit(other));
  }

  default Expr le(Expr other) {
    return Binary.of(BinaryOp.LE, this, other);
  }

  default Expr le(double other) {
    return le(Dsl.lit(other));
  }

  default Expr le(long other) {
    return le(Dsl.lit(other));
  }

  default Expr gt(Expr other) {
    return Binary.of(BinaryOp.LT, other, this);
  }

  default Expr gt(double other) {
    return gt(Dsl.lit(other));
  }

  default Expr gt(long other) {
    return gt(Dsl.lit(other));
  }

  default Expr ge(Expr other) {
    return Binary.of(BinaryOp.LE, other, this);
  }

  default Expr ge(double other) {
    return ge(Dsl.lit(other));
  }

  default Expr ge(long other) {
    return ge(Dsl.lit(other));
  }

  default Expr eq(Expr other) {
    return Binary.of(BinaryOp.EQ, this, other);
  }

  default Expr eq(double other) {
    return eq(Dsl.lit(other));
  }

  default Expr eq(long other) {
    return eq(Dsl.lit(other));
  }

  default Expr ne(Expr other) {
    return Binary.of(BinaryOp.NE, this, other);
  }

  default Expr ne(double other) {
    return ne(Dsl.lit(other));
  }

  default Expr ne(long other) {
    return ne(Dsl.lit(other));
  }

  /** Logical and of booleans, bitwise and of integers. */
  default Expr and(Expr other) {
    return Binary.of(BinaryOp.AND, this, other);
  }

  /** Logical or of booleans, bitwise or of integers. */
  default Expr or(Expr other) {
    return Binary.of(BinaryOp.OR, this, other);
  }

  default Expr xor(Expr other) {
    return Binary.of(BinaryOp.XOR, this, other);
  }

  /** Shift left; the distance is taken modulo the width of this type. */
  default Expr shl(Expr distance) {
    return Binary.of(BinaryOp.SHL, this, distance);
  }

  default Expr shl(long distance) {
    return shl(Dsl.lit(distance));
  }

  /** Shift right, arithmetic for signed types; the distance is taken modulo the width. */
  default Expr shr(Expr distance) {
    return Binary.of(BinaryOp.SHR, this, distance);
  }

  default Expr shr(long distance) {
    return shr(Dsl.lit(distance));
  }

  /** Logical not of a boolean, bitwise complement of an integer. */
  default Expr not() {
    return Unary.of(UnaryOp.NOT, this);
  }

  /** Conversion as in C with wrapping: floats truncate towards zero and saturate, NaN gives 0. */
  default Expr cast(DType type) {
    return Cast.of(type, this);
  }
}
