"""Wagtail's first data is English and belongs to nobody here: two groups, and a workflow at the
root that would stand over every association's own."""

from django.db import migrations

NAME = "Moderators approval"


def remove(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(
        name=NAME, workflow_states=None
    ).delete()
    task = apps.get_model("wagtailcore", "GroupApprovalTask")
    task.objects.filter(name=NAME, task_states=None).delete()
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=["Editors", "Moderators"], user=None).delete()
    apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title="Root").update(
        title="全部页面", draft_title="全部页面"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0003_date_index"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop, elidable=True)]
