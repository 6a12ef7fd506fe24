package dev.jacquard.ops;

import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;

/** The brightness of colours, as television weighs them (ITU-R BT.601). */
final class Gray {

  private Gray() {}

  /**
   * 0.299 red + 0.587 green + 0.114 blue.
   *
   * @param image f32 of shape (3, h, w)
   */
  static Func gray(String name, Source image) {
    Var y = var("y");
    Var x = var("x");
    return Dsl.func(name, y, x).is(image.at(lit(0), y, x).times(0.299)
        .plus(image.at(lit(1), y, x).times(0.587)).plus(image.at(lit(2), y, x).times(0.114)));
  }
}
