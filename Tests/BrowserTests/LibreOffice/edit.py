"""Opens a CSV in LibreOffice Calc, writes into its column `decision`, saves it as CSV, as a person would.

edit.py FILE text|standard DECISION...: the decisions of the rows in order, "-" leaves a cell as it is. `text`: all columns are opened
as text; `standard`: LibreOffice guesses, as it does by default.
"""
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

path, columns, decisions = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]
pipe = "contactsync%d" % os.getpid()
home = path + ".profile"
office = subprocess.Popen(
    ["soffice", "--headless", "--norestore", "--nologo", "-env:UserInstallation=file://" + home,
     "--accept=pipe,name=%s;urp;" % pipe],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def value(name, content):
    item = PropertyValue()
    item.Name, item.Value = name, content
    return item


try:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for attempt in range(300):
        try:
            context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            break
        except Exception:
            time.sleep(0.2)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    url = "file://" + path
    # Comma, double quote, UTF-8, from line 1; format 2 is text.
    formats = "/".join("%d/2" % column for column in range(1, 40)) if columns == "text" else ""
    options = "44,34,76,1," + formats
    filter_name = value("FilterName", "Text - txt - csv (StarCalc)")
    document = desktop.loadComponentFromURL(
        url, "_blank", 0, (filter_name, value("FilterOptions", options), value("Hidden", True)))
    sheet = document.Sheets.getByIndex(0)
    header = [sheet.getCellByPosition(column, 0).String for column in range(40)]
    column = header.index("decision")
    for row, decision in enumerate(decisions):
        if decision != "-":
            sheet.getCellByPosition(column, row + 1).String = decision
    document.storeToURL(url, (filter_name, value("FilterOptions", "44,34,76,1")))
    document.close(True)
    try:
        desktop.terminate()
    except Exception:
        pass
finally:
    try:
        office.wait(20)
    except subprocess.TimeoutExpired:
        office.kill()
