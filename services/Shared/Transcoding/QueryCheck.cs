using DienBien.Platform.Shared.Errors;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace DienBien.Platform.Shared.Transcoding;

/// <summary>Finds the query parameters that are no fields of the request or hold what the field can't.</summary>
internal static class QueryCheck
{
    public static void Collect(IQueryCollection query, MessageDescriptor request, List<Violation> violations)
    {
        foreach (var (name, values) in query)
        {
            if (Find(request, name) is not var (field, path))
            {
                violations.Add(new Violation(name, "FIELD_UNKNOWN"));
            }
            else if (values.Count > 1 && !field.IsRepeated)
            {
                violations.Add(new Violation(path, "VALUE_REPEATED"));
            }
            else
            {
                violations.AddRange(values.Where(text => !ValueForms.Reads(field, text ?? "")).Select(_ => ValueForms.Mismatch(field, path)));
            }
        }
    }

    private static (FieldDescriptor Field, string Path)? Find(MessageDescriptor request, string name)
    {
        var (message, field, path) = ((MessageDescriptor?)request, (FieldDescriptor?)null, "");
        foreach (var part in name.Split('.'))
        {
            field = message is null ? null : ValueForms.Find(message, part);
            if (field is null)
            {
                return null;
            }

            path = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            message = field.FieldType == FieldType.Message && !field.IsRepeated ? field.MessageType : null;
        }

        return field is null ? null : (field, path);
    }
}
