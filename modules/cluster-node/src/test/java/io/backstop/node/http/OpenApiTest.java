package io.backstop.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.backstop.node.http.Route.Access;
import io.backstop.node.runtime.Hold;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published description against the server that it describes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch", "head", "options");

    private final Served served = Served.withToken();
    private final JsonNode document = served.get("/openapi.json").json();

    /** Something that the description says can be asked. */
    record Operation(String method, String path, JsonNode details) {
        String name() {
            return method + " " + path;
        }

        /** The path with the examples of its parameters, and a body that is not one of ours. */
        String examplePath() {
            return path.replace("{id}", "run-1").replace("{number}", "0").replace("{file}", "summary.json");
        }

        @Override
        public String toString() {
            return name();
        }
    }

    @BeforeAll
    void aRun(@TempDir Path folder) throws IOException {
        served.node.running("run-1");
        served.node.complete("run-1");
        served.node.results.put(
                "summary.json", Files.writeString(folder.resolve("summary.json"), "{\"digest\":\"74e74274\"}"));
        served.node.event("run-1", 1, 2, 3);
        served.node.hold("run-1", new Hold(0, 20, 1, Hold.State.WAITING));
    }

    @AfterAll
    void close() {
        served.close();
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(each -> METHODS.contains(each.getKey()))
                        .forEach(each -> operations.add(new Operation(
                                each.getKey().toUpperCase(Locale.ROOT), path.getKey(), each.getValue()))));
        return operations;
    }

    Stream<Operation> jsonAnswers() {
        return operations().stream()
                .filter(each -> !each.path().endsWith("/progress"))
                .filter(each -> each.method().equals("GET"))
                .filter(each -> each.details().at("/responses/200/content").has("application/json"));
    }

    @Test
    void itListsExactlyTheRoutesOfTheServer() {
        assertThat(operations().stream().map(Operation::name))
                .containsExactlyInAnyOrderElementsOf(
                        served.api.routes().stream().map(Route::name).toList());
    }

    @Test
    void itSaysWhichNeedNoToken() {
        assertThat(operations().stream()
                        .filter(each -> each.details().path("security").isArray()
                                && each.details().path("security").isEmpty())
                        .map(Operation::name))
                .containsExactlyInAnyOrderElementsOf(served.api.routes().stream()
                        .filter(route -> route.access() == Access.ANYONE)
                        .map(Route::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void eachOperationIsAnswered(Operation operation) {
        var request = served.request(operation.examplePath())
                .header("Content-Type", "application/json")
                .method(operation.method(), BodyPublishers.ofString("{}"));
        Served.Reply reply = served.send(request);

        assertThat(reply.status()).isNotIn(404, 405).isLessThan(500);
        assertThat(operation.details().get("responses").has(Integer.toString(reply.status())))
                .as("status %d is described", reply.status())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void eachOperationWithATokenIsRefusedWithoutOne(Operation operation) {
        int status = served.send(java.net.http.HttpRequest.newBuilder(served.uri(operation.examplePath()))
                        .method(operation.method(), BodyPublishers.noBody()))
                .status();

        assertThat(status).isEqualTo(operation.path().startsWith("/health/") ? 200 : 401);
    }

    @ParameterizedTest
    @MethodSource("jsonAnswers")
    void answersAndExamplesHaveTheShapeThatItSays(Operation operation) {
        JsonNode content = operation.details().at("/responses/200/content/application~1json");
        JsonNode answer = served.get(operation.examplePath()).json();

        assertThat(violations(content.get("schema"), answer)).isEmpty();
        if (content.has("example")) {
            assertThat(violations(content.get("schema"), content.get("example")))
                    .isEmpty();
        }
    }

    @Test
    void whatLiveEntitiesAnswerHasTheShapeThatItSays() {
        served.node.running("run-2");
        JsonNode content =
                document.at("/paths/~1v1~1runs~1{id}~1entities/post/responses/200/content/application~1json");
        JsonNode answer = served.post(
                        "/v1/runs/run-2/entities",
                        "{\"entities\": [\"run-2/run/0/RUN/run\", \"run-2/perps/3/ACCOUNT/longs-1\"]}")
                .json();

        assertThat(violations(content.get("schema"), answer)).isEmpty();
        assertThat(violations(content.get("schema"), content.get("example"))).isEmpty();
    }

    @Test
    void errorsHaveTheShapeThatItSays() {
        JsonNode schema = document.at("/paths/~1v1~1runs~1{id}/get/responses/404/content/application~1json/schema");

        assertThat(violations(schema, served.get("/v1/runs/none").json())).isEmpty();
        assertThat(violations(schema, served.get("/v1/runs/run-1/events?limt=1").json()))
                .isEmpty();
    }

    @Test
    void examplesOfBodiesHaveTheShapeThatItSays() {
        assertThat(operations().stream().filter(each -> each.details().has("requestBody")))
                .hasSize(5)
                .allSatisfy(each -> {
                    JsonNode content = each.details().at("/requestBody/content/application~1json");
                    assertThat(violations(content.get("schema"), content.get("example")))
                            .isEmpty();
                });
    }

    @Test
    void aShapeWithAFieldTooManyIsNoticed() {
        ObjectNode run = (ObjectNode) served.get("/v1/runs/run-1").json();
        JsonNode schema = NodeJson.object().put("$ref", "#/components/schemas/Run");

        assertThat(violations(schema, run.put("more", 1))).hasSize(1);
    }

    /** What an answer has that its schema, which refers to the rest of the document, does not allow. */
    private List<String> violations(JsonNode schema, JsonNode answer) {
        ObjectNode whole = NodeJson.object();
        whole.set("components", document.get("components"));
        whole.set("allOf", whole.arrayNode().add(schema));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(answer)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
