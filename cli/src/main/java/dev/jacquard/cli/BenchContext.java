package dev.jacquard.cli;

import dev.jacquard.cli.session.Devices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a suite gets and where it reports to.
 *
 * <p>Its text is the result for people; its figures are the result for programs.
 */
public final class BenchContext {

  private final Console console;
  private final Devices.Choice choice;
  private final Duration budget;
  private final long seed;
  private final Optional<Path> database;
  private final Selection selection;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  BenchContext(Console console, Devices.Choice choice, Duration budget, long seed,
      Optional<Path> database, Selection selection) {
    this.console = console;
    this.choice = choice;
    this.budget = budget;
    this.seed = seed;
    this.database = database;
    this.selection = selection;
  }

  /**
   * Which part of a suite that measures against peers is asked for.
   *
   * @param peers their names; empty for all that there are
   * @param rows found in what names a row
   * @param tuned tuned schedules instead of those written by hand
   * @param markdown the file whose rows are brought up to date
   */
  public record Selection(List<String> peers, Pattern rows, boolean tuned,
      Optional<Path> markdown) {}

  public Selection selection() {
    return selection;
  }

  /** The device that runs, with its backend. */
  public Devices.Choice choice() {
    return choice;
  }

  /** How long each tuning may take. */
  public Duration budget() {
    return budget;
  }

  public long seed() {
    return seed;
  }

  /** The file of the tuning database; without it the default one. */
  public Optional<Path> database() {
    return database;
  }

  public Console console() {
    return console;
  }

  /** Part of the result, for people. */
  public void print(String text) {
    console.print(text);
  }

  /** A figure of the result, for programs: a number, text, a list or a map. */
  public void figure(String name, Object value) {
    figures.put(name, value);
  }

  Map<String, Object> figures() {
    return figures;
  }
}
