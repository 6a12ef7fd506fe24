package dev.jacquard.cli;

import picocli.CommandLine.IVersionProvider;

/** The version from the manifest. */
final class Version implements IVersionProvider {

  /** {@code jacquard 0.1.0}, and the Java that runs it. */
  @Override
  public String[] getVersion() {
    return new String[] {"jacquard " + number(), "Java " + Runtime.version()};
  }

  static String number() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
