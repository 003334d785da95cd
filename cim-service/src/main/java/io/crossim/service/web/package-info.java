/**
 * What every HTTP answer has in common: lenient JSON, checks of fields, and the one place that
 * turns a failure into a status and a code; and the servlet container's errors in the same form.
 */
@NullMarked
package io.crossim.service.web;

import org.jspecify.annotations.NullMarked;
