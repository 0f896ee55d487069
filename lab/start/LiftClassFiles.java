import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Rewrites the class files of the given jars that are older than version 50 to version 52, in place: `java
/// LiftClassFiles.java JAR...`.
///
/// The JDK's AOT cache leaves out classes of those versions, since they are verified the old way, without stack maps.
/// picocli (49) is most of what a start loads. The instructions stay as they are; stack maps are added.
final class LiftClassFiles {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
    private static final int LIFTED = ClassFile.JAVA_8_VERSION;

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            lift(Path.of(jar));
        }
    }

    private static void lift(Path jar) throws IOException {
        URL[] classPath = {jar.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classPath);
                FileSystem content = FileSystems.newFileSystem(jar);
                Stream<Path> files = Files.walk(content.getPath("/"))) {
            ClassFile classFile =
                    ClassFile.of(
                            StackMapsOption.GENERATE_STACK_MAPS,
                            ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(loader)));
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                ClassModel model = classFile.parse(bytes);
                if (model.majorVersion() < FIRST_WITH_STACK_MAPS) {
                    Files.write(file, classFile.transformClass(model, lifting()));
                }
            }
        }
    }

    private static ClassTransform lifting() {
        ClassTransform version =
                (builder, element) -> {
                    if (element instanceof ClassFileVersion) {
                        builder.withVersion(LIFTED, 0);
                    } else {
                        builder.with(element);
                    }
                };
        return version.andThen(ClassTransform.transformingMethodBodies(CodeBuilder::with));
    }
}
