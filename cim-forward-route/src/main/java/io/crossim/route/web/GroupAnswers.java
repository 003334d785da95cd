package io.crossim.route.web;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI page tells of the answers to calls about groups, beside those of every call. */
@Documented
@ApiResponse(
    responseCode = "403",
    description = "9301: not a member of the group; 9302: not permitted to this user")
@ApiResponse(responseCode = "404", description = "9300: there is no such group")
@ApiResponse(responseCode = "409", description = "9303: the group is at another version")
@ApiResponse(responseCode = "429", description = "6000: too many requests; 7301: the group is full")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface GroupAnswers {}
