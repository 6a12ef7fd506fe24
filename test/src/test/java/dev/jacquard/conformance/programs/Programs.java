package dev.jacquard.conformance.programs;

import java.util.List;
import java.util.stream.Stream;

/** The programs of all origins. */
final class Programs {

  private Programs() {}

  static List<ConformanceProgram> all() {
    return Stream.of(HalideReductions.programs(), HalideUpdates.programs(),
        HalideImages.programs(), PlaidMlPrograms.programs(),
        TensorComprehensionsPrograms.programs(), TinygradPrograms.programs(),
        LoopyPrograms.programs(), HalideApps.programs(),
        HalideGradients.programs(), HalidePipelines.programs()).flatMap(List::stream).toList();
  }
}
