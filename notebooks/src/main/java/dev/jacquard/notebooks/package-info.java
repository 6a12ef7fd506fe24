/**
 * Notebooks: runs them without Jupyter, and draws what they show.
 *
 * <p>In: {@code .ipynb} files of the notebook format 4 whose cells are Java. Out: the outputs of
 * their cells, and how they differ from those in the file. A notebook runs in a process of its own
 * with the JDK's JShell, against the class path of its parent. Callers: the command
 * {@code notebook}; and in cells, {@link dev.jacquard.notebooks.Chart},
 * {@link dev.jacquard.notebooks.Bars} and {@link dev.jacquard.notebooks.Table}, values that show
 * themselves as pictures or tables.
 *
 * <p>Pictures are SVG that is written here: it is text, so that stored outputs can be compared, and
 * needs no fonts, which a bare machine has not.
 */
package dev.jacquard.notebooks;
