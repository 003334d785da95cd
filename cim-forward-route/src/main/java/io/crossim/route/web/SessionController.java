package io.crossim.route.web;

import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UnbindReply;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The calls of cim-servers, protobuf both ways. */
@RestController
@RequiredArgsConstructor
public class SessionController {

  private static final String PROTOBUF = "application/x-protobuf";

  private final SessionApi sessions;

  @PostMapping(path = RoutePaths.BIND, consumes = PROTOBUF, produces = PROTOBUF)
  public BindReply bind(@RequestBody BindBatch batch) {
    return sessions.bind(batch);
  }

  @PostMapping(path = RoutePaths.UNBIND, consumes = PROTOBUF, produces = PROTOBUF)
  public UnbindReply unbind(@RequestBody UnbindBatch batch) {
    return sessions.unbind(batch);
  }
}
