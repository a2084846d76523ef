using DienBien.Common.V1;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Gateway.OpenApi;

/// <summary>The contract's comments by full name. Generated code has none: they come from the embedded descriptor set.</summary>
internal sealed class Comments
{
    private const string Resource = "platform.binpb";

    private readonly Dictionary<string, string> byName = [];

    private Comments()
    {
    }

    public string this[IDescriptor element] => byName.GetValueOrDefault(element.FullName, "");

    public static Comments Load()
    {
        using var stream = typeof(AccessReflection).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The protos assembly lacks {Resource}.");
        var comments = new Comments();
        foreach (var file in FileDescriptorSet.Parser.ParseFrom(stream).File)
            comments.AddFile(file);
        return comments;
    }

    private void AddFile(FileDescriptorProto file)
    {
        var byPath = new Dictionary<string, string>();
        foreach (var location in file.SourceCodeInfo?.Location ?? [])
        {
            if (location.LeadingComments.Length > 0)
                byPath[string.Join('.', location.Path)] = Tidy(location.LeadingComments);
        }

        AddAll(file.MessageType, $"{FileDescriptorProto.MessageTypeFieldNumber}", file.Package, AddMessage);
        AddAll(file.EnumType, $"{FileDescriptorProto.EnumTypeFieldNumber}", file.Package, AddEnum);
        AddAll(file.Service, $"{FileDescriptorProto.ServiceFieldNumber}", file.Package, AddService);

        void AddAll<T>(RepeatedField<T> elements, string path, string scope, Action<T, string, string> add)
        {
            for (var i = 0; i < elements.Count; i++)
                add(elements[i], $"{path}.{i}", scope);
        }

        void Add(string name, string path, string scope)
        {
            if (byPath.TryGetValue(path, out var comment))
                byName[$"{scope}.{name}"] = comment;
        }

        void AddMessage(DescriptorProto message, string path, string scope)
        {
            Add(message.Name, path, scope);
            var inner = $"{scope}.{message.Name}";
            AddAll(message.Field, $"{path}.{DescriptorProto.FieldFieldNumber}", inner, (f, p, s) => Add(f.Name, p, s));
            AddAll(message.NestedType, $"{path}.{DescriptorProto.NestedTypeFieldNumber}", inner, AddMessage);
            AddAll(message.EnumType, $"{path}.{DescriptorProto.EnumTypeFieldNumber}", inner, AddEnum);
        }

        // The values' names are scoped beside the enum in protobuf; under it they cannot clash.
        void AddEnum(EnumDescriptorProto type, string path, string scope)
        {
            Add(type.Name, path, scope);
            AddAll(type.Value, $"{path}.{EnumDescriptorProto.ValueFieldNumber}", scope, (v, p, s) => Add(v.Name, p, s));
        }

        void AddService(ServiceDescriptorProto service, string path, string scope)
        {
            Add(service.Name, path, scope);
            AddAll(service.Method, $"{path}.{ServiceDescriptorProto.MethodFieldNumber}", $"{scope}.{service.Name}", (m, p, s) => Add(m.Name, p, s));
        }
    }

    private static string Tidy(string comment) =>
        string.Join('\n', comment.Trim().Split('\n').Select(line => line.Trim()));
}
