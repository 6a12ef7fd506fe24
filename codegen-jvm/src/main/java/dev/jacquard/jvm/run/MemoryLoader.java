package dev.jacquard.jvm.run;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;

/** Loads classes from memory, and serves their class files as resources to those who read them. */
public final class MemoryLoader extends ClassLoader {

  private final Map<String, byte[]> classes;

  /** @param classes class files by qualified name */
  public MemoryLoader(Map<String, byte[]> classes) {
    super(MemoryLoader.class.getClassLoader());
    this.classes = Map.copyOf(classes);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = classes.get(name.replaceFirst("\\.class$", "").replace('/', '.'));
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
