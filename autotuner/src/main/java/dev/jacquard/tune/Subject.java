package dev.jacquard.tune;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import dev.jacquard.tune.database.Workload;
import dev.jacquard.tune.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An algorithm at sizes on a device: what can be tuned.
 *
 * @param symbolic the algorithm before sizes were given; the database keeps results under its text
 * @param sizes every size of it
 * @param backend the one whose device it is
 * @param seed of inputs and of the search
 */
public record Subject(Algorithm symbolic, Sizes sizes, Device device, Backend backend, long seed) {

  /** The algorithm at these sizes. */
  public Algorithm algorithm() {
    return symbolic.with(sizes);
  }

  /** Under what results are kept. */
  public Workload workload() {
    return new Workload(symbolic.toString(), sizes, device.key());
  }

  /** Among what the tuner searches. */
  public SearchSpace space() {
    return new SearchSpace(algorithm(), device.target(), backend);
  }

  /** The schedule that all is compared with: what the rules prefer. */
  public Schedule untuned() {
    return DefaultSchedule.byRules(algorithm(), device.target());
  }

  /** What its Funcs carry, with the rules for the rest, where that is another schedule. */
  public List<Schedule> carried() {
    return Stream.of(DefaultSchedule.of(algorithm(), device.target()))
        .filter(schedule -> !schedule.equals(untuned())).toList();
  }

  Subject at(Sizes others) {
    return new Subject(symbolic, others, device, backend, seed);
  }

  /**
   * The task of tuning this.
   *
   * @param seeds further schedules to start from
   * @param inputs one tensor for each input
   * @throws dev.jacquard.dsl.UserError with the place of a seed's directive that does not fit
   */
  public TuningTask task(List<Schedule> seeds, Map<String, Tensor> inputs) {
    seeds.forEach(seed -> Lower.lower(algorithm(), seed));
    return new TuningTask(space(), workload(), device, untuned().toJson(),
        seeds.stream().map(Schedule::toJson).toList(), inputs, ExpectedOutputs.of(this, inputs),
        new WinnerCheck(this));
  }

  /** The outputs under a schedule, canonical; nothing is kept. */
  Map<String, Tensor> outputs(Schedule schedule, Map<String, Tensor> inputs) {
    Program program = Lower.lower(algorithm(), schedule);
    try (Executable executable = backend.load(backend.emit(program, device.target()), device)) {
      Map<String, Tensor> arguments = new LinkedHashMap<>();
      for (Buffer input : program.inputs()) {
        arguments.put(input.name(), inputs.get(input.name()).to(input.layout()));
      }
      arguments.putAll(executable.newOutputs(arguments));
      executable.run(arguments);
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      program.outputs().forEach(output ->
          outputs.put(output.name(), arguments.get(output.name()).toCanonical()));
      return outputs;
    }
  }
}
