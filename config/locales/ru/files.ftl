### Файлы.

attachment-lost = 🔴 Файл { $name } утрачен или повреждён в хранилище и не передан; остальное передаётся. Передайте его другим путём и сообщите администратору.

## Отказы

refused-file-empty = Файл пуст: { $name }.
refused-file-large = Файл больше 20 МБ: { $name }.
refused-file-active = В PDF есть сценарии, вложенные файлы или действия, которые запускаются при открытии: { $name }.
refused-file-archive = Архивы и образы дисков не принимаются: { $name }.
refused-file-closed = PDF закрыт так, что его нельзя проверить: { $name }.
refused-file-office = Документы Word, Excel и подобные не принимаются, в них бывают макросы: { $name }.
refused-file-page = Веб-страницы и рисунки SVG не принимаются: { $name }.
refused-file-program = Программы и сценарии не принимаются: { $name }.
refused-file-type = Файл не изображение и не PDF: { $name }.
refused-file-damaged = Файл повреждён в хранилище, пришлите его ещё раз: { $name }.
refused-file-unfetched = Файл не удалось получить, пришлите его ещё раз: { $name }.
instead-file-convert = Сохраните документ как PDF и пришлите PDF до 20 МБ.
instead-file-print = Напечатайте его в новый PDF («Печать», «Сохранить как PDF») или сфотографируйте страницы.
instead-file-send = Пришлите фото, скан или PDF до 20 МБ.
instead-file-unpack = Распакуйте и пришлите по одному файлу: фото, скан или PDF до 20 МБ.
