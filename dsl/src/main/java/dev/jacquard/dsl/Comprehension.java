package dev.jacquard.dsl;

/** An expression of algorithms alone: lowering leaves none of them. */
public sealed interface Comprehension extends Expr
    permits Access, Reduce, Update, Tuple, Component, Print {}
