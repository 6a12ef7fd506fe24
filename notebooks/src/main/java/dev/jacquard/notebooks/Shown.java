package dev.jacquard.notebooks;

import java.util.Map;

/**
 * A value that a notebook shows in more forms than its text. As the last expression of a cell it
 * is shown in all of them, and whatever reads the notebook takes the best that it can draw. Where
 * this protocol is unknown, its {@code toString()} is shown.
 */
public interface Shown {

  /** The content under each MIME type, beside {@code text/plain}: images in base64, SVG as text. */
  Map<String, String> forms();
}
