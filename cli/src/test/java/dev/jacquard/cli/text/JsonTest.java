package dev.jacquard.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {

  @Test
  void writesEveryKindOfValue() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "a\"b\\c\n");
    map.put("numbers", List.of(1, 2L, 2.0, 0.25, 1e-7));
    map.put("truth", true);
    map.put("nothing", Arrays.asList(null, Double.NaN, Double.POSITIVE_INFINITY));
    assertEquals("{\"text\":\"a\\\"b\\\\c\\n\",\"numbers\":[1,2,2,0.25,1.0E-7],\"truth\":true,"
        + "\"nothing\":[null,null,null]}", Json.of(map));
  }

  @Test
  void otherObjectsAreTheirText() {
    assertEquals("{\"file\":\"a/b\"}", Json.of(Map.of("file", Path.of("a/b"))));
  }

  @Test
  void readersUnderstandIt() {
    String odd = "tab\t bell\u0007 e\u0301 \ud83d\ude00 \"";
    assertEquals(odd, new JsonMapper().readTree(Json.of(List.of(odd))).get(0).asString());
  }
}
