### What is not understood.

refused-held = The message is not accepted: first answer whether the one that is held may pass.
refused-nothing-said = The message is empty.
refused-command = There is no command /{ $text }.
