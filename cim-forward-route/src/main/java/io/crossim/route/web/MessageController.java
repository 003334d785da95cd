package io.crossim.route.web;

import io.crossim.route.api.AckBatch;
import io.crossim.route.api.AckReply;
import io.crossim.route.api.HeadsReply;
import io.crossim.route.api.HeadsRequest;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadBatchReply;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The calls of cim-servers about messages, protobuf both ways. */
@RestController
@RequiredArgsConstructor
public class MessageController {

  private static final String PROTOBUF = "application/x-protobuf";

  private final MessageApi messages;

  @PostMapping(path = RoutePaths.SEND, consumes = PROTOBUF, produces = PROTOBUF)
  public SendBatchReply send(@RequestBody SendBatch batch) {
    return messages.send(batch);
  }

  @PostMapping(path = RoutePaths.READ, consumes = PROTOBUF, produces = PROTOBUF)
  public ReadBatchReply read(@RequestBody ReadBatch batch) {
    return messages.read(batch);
  }

  @PostMapping(path = RoutePaths.ACKNOWLEDGE, consumes = PROTOBUF, produces = PROTOBUF)
  public AckReply acknowledge(@RequestBody AckBatch batch) {
    return messages.acknowledge(batch);
  }

  @PostMapping(path = RoutePaths.HEADS, consumes = PROTOBUF, produces = PROTOBUF)
  public HeadsReply heads(@RequestBody HeadsRequest request) {
    return messages.heads(request);
  }
}
