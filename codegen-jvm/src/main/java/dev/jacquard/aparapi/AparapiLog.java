package dev.jacquard.aparapi;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what Aparapi logs, which is where it says why it does not use a device. */
final class AparapiLog extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("com.aparapi");
  private final boolean inherited = logger.getUseParentHandlers();
  private final List<String> messages = new ArrayList<>();

  AparapiLog() {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  /** The reason that was given last for not using a device; empty if there was none. */
  synchronized String reason() {
    return messages.stream().filter(message -> message.startsWith("Device failed"))
        .map(message -> message.substring(message.lastIndexOf("}: ") + 3))
        .reduce("", (_, last) -> last);
  }

  @Override
  public synchronized void publish(LogRecord entry) {
    messages.add(entry.getMessage());
  }

  @Override
  public void flush() {
    // Nothing is buffered.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(inherited);
  }
}
