package io.github.dualstream.sample;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are larger than any form of the page, before they are read.
 * Webhooks have a limit of their own.
 */
@Component
final class RequestSizeFilter extends OncePerRequestFilter {

	private static final long MAX_BODY = 16 * 1024;

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return request.getRequestURI().startsWith("/webhooks/");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getContentLengthLong() > MAX_BODY) {
			response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
		}
		else if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
			response.sendError(HttpServletResponse.SC_LENGTH_REQUIRED);
		}
		else {
			chain.doFilter(request, response);
		}
	}

}
