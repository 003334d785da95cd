package io.crossim.service.mvc;

import io.crossim.service.call.CallRequest;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.web.bind.annotation.RestController;

/**
 * A controller of CIM's calls. Each of its mapped methods takes the body, where the call has one,
 * and a {@link CallRequest}; it answers with a stage of an envelope. It runs on an event loop where
 * the call is a fast one, so it must not block.
 */
@Documented
@RestController
@Tag(name = "cim")
@ApiResponse(responseCode = "200", description = "9000, or a code that says what is in the way")
@ApiResponse(responseCode = "400", description = "3000: bad input; the message names the field")
@ApiResponse(responseCode = "401", description = "9101, 9102, 9103: a password or token is needed")
@ApiResponse(
    responseCode = "429",
    description = "6000: too many requests; 7300: the inbox of the receiver is full")
@ApiResponse(responseCode = "500", description = "4000: an error in the service")
@ApiResponse(
    responseCode = "503",
    description = "4000: the store or a server cannot be reached; 9200: nothing was stored")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface CimController {}
