from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0004_menus_and_worried'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='standardpage',
            name='footer',
        ),
    ]
