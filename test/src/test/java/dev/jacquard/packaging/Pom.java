package dev.jacquard.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/// A project as it says itself, in a local repository or a checkout.
record Pom(Path file, Element project) {

  static Pom read(Path file) {
    try {
      return new Pom(file, DocumentBuilderFactory.newInstance().newDocumentBuilder()
          .parse(file.toFile()).getDocumentElement());
    } catch (Exception e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  /// The project of a jar in a local repository.
  static Pom ofJar(Path jar) throws IOException {
    try (Stream<Path> files = Files.list(jar.getParent())) {
      return read(files.filter(file -> file.toString().endsWith(".pom")).findFirst()
          .orElseThrow(() -> new AssertionError(jar + " has no pom beside it")));
    }
  }

  static Stream<Element> children(Element parent, String name) {
    var nodes = parent.getChildNodes();
    return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item)
        .filter(node -> node.getNodeName().equals(name)).map(Element.class::cast);
  }

  private static String text(Element parent, String name) {
    return children(parent, name).map(element -> element.getTextContent().trim()).findFirst()
        .orElseThrow();
  }

  boolean says(String name) {
    return children(project, name).anyMatch(element -> !element.getTextContent().isBlank());
  }

  /// `group:artifact:version`, each possibly the parent's.
  String coordinates() {
    return group() + ":" + text(project, "artifactId") + ":" + file.getParent().getFileName();
  }

  private String group() {
    return says("groupId") ? text(project, "groupId")
        : text(children(project, "parent").findFirst().orElseThrow(), "groupId");
  }

  /// Name and address of each licence, of which one may choose, possibly the parent's.
  List<String> licences() {
    List<String> own = children(project, "licenses").flatMap(list -> children(list, "license"))
        .map(licence -> licence.getTextContent().trim().replaceAll("\\s+", " ")).toList();
    return own.isEmpty() ? parent().map(Pom::licences).orElse(own) : own;
  }

  private Optional<Pom> parent() {
    return children(project, "parent").findFirst().map(parent -> {
      String artifact = text(parent, "artifactId");
      String version = text(parent, "version");
      return read(repository().resolve(text(parent, "groupId").replace('.', '/'))
          .resolve(artifact).resolve(version).resolve(artifact + "-" + version + ".pom"));
    });
  }

  /// The local repository: above group, artifact, version and file.
  private Path repository() {
    Path place = file;
    for (int i = group().split("\\.").length + 3; i > 0; i--) {
      place = place.getParent();
    }
    return place;
  }
}
