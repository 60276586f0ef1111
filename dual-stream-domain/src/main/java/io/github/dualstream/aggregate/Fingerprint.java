package io.github.dualstream.aggregate;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Fingerprint of classes, from their class files: those named, their superclasses, and
 * the types of their fields, without those of the JDK. Another compiler may produce
 * another fingerprint for the same source.
 */
final class Fingerprint {

	/** Enough to tell the classes of one aggregate apart. */
	private static final int BYTES = 16;

	private final Map<String, Class<?>> classes = new TreeMap<>();

	private Fingerprint() {
	}

	static String of(Collection<Class<?>> code) {
		Fingerprint fingerprint = new Fingerprint();
		fingerprint.collect(code);
		return fingerprint.digest();
	}

	private void collect(Collection<Class<?>> code) {
		Deque<Class<?>> open = new ArrayDeque<>(code);
		while (!open.isEmpty()) {
			Class<?> type = open.remove();
			if (isOfTheJdk(type) || this.classes.putIfAbsent(type.getName(), type) != null) {
				continue;
			}
			if (type.getSuperclass() != null) {
				open.add(type.getSuperclass());
			}
			if (type.isSealed()) {
				open.addAll(List.of(type.getPermittedSubclasses()));
			}
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					addClassesOf(field.getGenericType(), open);
				}
			}
		}
	}

	private static void addClassesOf(Type type, Deque<Class<?>> open) {
		ResolvableType resolvable = ResolvableType.forType(type);
		if (resolvable.isArray()) {
			addClassesOf(resolvable.getComponentType().getType(), open);
			return;
		}
		open.add(resolvable.toClass());
		for (ResolvableType generic : resolvable.getGenerics()) {
			addClassesOf(generic.getType(), open);
		}
	}

	private static boolean isOfTheJdk(Class<?> type) {
		return type.isPrimitive() || type.isArray() || type.getClassLoader() == null
				|| type.getClassLoader() == ClassLoader.getPlatformClassLoader();
	}

	private String digest() {
		MessageDigest digest = sha256();
		this.classes.forEach((name, type) -> digest.update(classFile(type)));
		return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private static byte[] classFile(Class<?> type) {
		try (InputStream file = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
			if (file == null) {
				throw new InvalidAggregateException(
						"The class file of " + type.getName() + " is missing, which snapshots are compared with",
						"Set @EventSourced(snapshotEvery = 0), or add class files as resources of the native image.");
			}
			return file.readAllBytes();
		}
		catch (IOException ex) {
			throw new InvalidAggregateException("The class file of " + type.getName() + " cannot be read",
					"Set @EventSourced(snapshotEvery = 0).", ex);
		}
	}

}
