/**
 * Element types and scalar functions: every one that the language has, over every type that it
 * takes, on every backend that is here, held against the oracle.
 */
package dev.jacquard.scalars;
