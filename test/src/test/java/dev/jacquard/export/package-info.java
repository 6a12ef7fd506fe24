/// What `jacquard export` writes stands alone: it is compiled in a fresh folder with no class of
/// ours, started as a process of its own, and held against the oracle.
package dev.jacquard.export;
