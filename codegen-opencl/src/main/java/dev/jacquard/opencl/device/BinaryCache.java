package dev.jacquard.opencl.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Program binaries on disk, shared by all processes of a user: one file an entry, which appears
 * whole or not at all. An entry begins with a magic number and the SHA-256 of the rest, so that a
 * damaged one never reaches a driver. What nobody asked for in a month is removed. A cache that
 * cannot be written costs one warning, and nothing else.
 */
final class BinaryCache {

  private static final byte[] MAGIC = "JACQ-CL1".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final String ENTRY = ".bin";
  private static final Duration KEPT = Duration.ofDays(30);

  private final Path folder;
  private final Consumer<String> warnings;
  private final AtomicBoolean unusable = new AtomicBoolean();
  private final AtomicBoolean swept = new AtomicBoolean();

  BinaryCache(Path folder, Consumer<String> warnings) {
    this.folder = folder;
    this.warnings = warnings;
  }

  /** In {@code JACQUARD_CACHE}, else in the user's cache folder; warnings go to stderr. */
  static BinaryCache ofUser() {
    String own = System.getenv("JACQUARD_CACHE");
    String base = System.getenv("XDG_CACHE_HOME");
    Path root = own != null && !own.isBlank() ? Path.of(own)
        : (base != null && !base.isBlank() ? Path.of(base)
            : Path.of(System.getProperty("user.home"), ".cache")).resolve("jacquard");
    return new BinaryCache(root.resolve("opencl"), text -> System.err.println(text));
  }

  /** The name of the entry for all that a binary depends on. */
  static String key(List<String> parts) {
    MessageDigest digest = sha256();
    digest.update(MAGIC);
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The binary, if there is a sound one; a damaged one is removed, with a warning. */
  Optional<byte[]> read(String key) {
    byte[] entry;
    try {
      entry = Files.readAllBytes(file(key));
      Files.setLastModifiedTime(file(key), FileTime.from(Instant.now()));
    } catch (IOException _) {
      return Optional.empty();
    }
    int start = MAGIC.length + DIGEST;
    if (entry.length < start || !Arrays.equals(MAGIC, Arrays.copyOf(entry, MAGIC.length))) {
      return reject(key, "is not an entry of this cache");
    }
    byte[] binary = Arrays.copyOfRange(entry, start, entry.length);
    return Arrays.equals(sha256().digest(binary), Arrays.copyOfRange(entry, MAGIC.length, start))
        ? Optional.of(binary) : reject(key, "is damaged");
  }

  /** Removes an entry, with a warning that says why; always empty. */
  Optional<byte[]> reject(String key, String reason) {
    warnings.accept("warning: %s %s. The program is built anew.".formatted(file(key), reason));
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      giveUp(e);
    }
    return Optional.empty();
  }

  void write(String key, byte[] binary) {
    byte[] digest = sha256().digest(binary);
    byte[] entry = ByteBuffer.allocate(MAGIC.length + digest.length + binary.length).put(MAGIC)
        .put(digest).put(binary).array();
    try {
      createFolder();
      Path written = Files.createTempFile(folder, key, ".tmp");
      Files.write(written, entry);
      Files.move(written, file(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | DirectoryIteratorException e) {
      giveUp(e);
    }
  }

  /** Whether this was asked of {@code key} before, by any process. */
  boolean isSeenAgain(String key) {
    try {
      createFolder();
      Files.createFile(folder.resolve(key + ".seen"));
      return false;
    } catch (FileAlreadyExistsException _) {
      return true;
    } catch (IOException | DirectoryIteratorException e) {
      giveUp(e);
      return false;
    }
  }

  private void createFolder() throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(folder, posix ? new FileAttribute<?>[] {PosixFilePermissions
        .asFileAttribute(PosixFilePermissions.fromString("rwx------"))} : new FileAttribute<?>[0]);
    if (swept.compareAndSet(false, true)) {
      sweep();
    }
  }

  private void sweep() throws IOException {
    FileTime oldest = FileTime.from(Instant.now().minus(KEPT));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (isBefore(oldest, file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Other processes rename and remove files meanwhile; one that is gone is not old. */
  private static boolean isBefore(FileTime oldest, Path file) {
    try {
      return Files.getLastModifiedTime(file).compareTo(oldest) < 0;
    } catch (IOException _) {
      return false;
    }
  }

  private Path file(String key) {
    return folder.resolve(key + ENTRY);
  }

  private void giveUp(Exception e) {
    if (unusable.compareAndSet(false, true)) {
      warnings.accept(("warning: compiled programs cannot be kept in %s: %s. Set JACQUARD_CACHE "
          + "to a folder that can be written.").formatted(folder, e));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
