(function () {
  var data = __DATA__;
  var script = document.currentScript;
  var root = script ? script.closest(".cnn-channels") : document.getElementById("__ID__");
  if (!root) { return; }
  root.querySelector(".cnn-static").hidden = true;
  root.insertAdjacentHTML("beforeend", data.live);
  var setting = 0;
  var chosen = 0;

  function find(name) { return root.querySelector("[data-part='" + name + "']"); }

  function fill(name, rows, mark) {
    var body = find(name).tBodies[0];
    body.textContent = "";
    rows.forEach(function (values, row) {
      var line = body.insertRow();
      values.forEach(function (value, column) {
        var cell = line.insertCell();
        cell.className = mark(row, column, cell, value) || "";
      });
    });
  }

  function written(look) {
    return function (row, column, cell, value) {
      cell.textContent = value;
      return look(row, column);
    };
  }

  function pixel(filter) {
    return function (row, column, cell, value) {
      var index = filter * 4 + row * 2 + column;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = value;
      button.setAttribute("aria-pressed", String(index === chosen));
      button.setAttribute("aria-label",
        "output of filter " + filter + ", row " + row + ", column " + column + ": " + value);
      button.addEventListener("click", function () {
        chosen = index;
        draw();
        find("output-" + filter).rows[row].cells[column].firstChild.focus();
      });
      cell.appendChild(button);
      return index === chosen ? "cnn-here" : "";
    };
  }

  function draw() {
    var here = data.settings[setting];
    var now = here.pixels[chosen];
    var size = here.channels[0].length;
    [0, 1].forEach(function (part) {
      fill("channel-" + part, here.channels[part], written(function (row, column) {
        var seen = row >= now.top && row < now.top + 2 &&
          column >= now.left && column < now.left + 2;
        var rim = Math.min(row, column) < here.padding ||
          Math.max(row, column) >= size - here.padding;
        return (seen ? "cnn-here " : "") + (rim ? "cnn-rim" : "");
      }));
      fill("slice-" + part, data.filters[now.filter][part], written(function () { return ""; }));
      find("slice-" + part + "-name").textContent = "w[" + now.filter + ", " + part + "]";
      fill("output-" + part, here.outputs[part], pixel(part));
    });
    var sum = find("sum");
    sum.textContent = "";
    now.lines.forEach(function (line) {
      var paragraph = document.createElement("div");
      paragraph.textContent = line;
      sum.appendChild(paragraph);
    });
    find("switch").setAttribute("aria-checked", String(setting === 1));
  }

  find("switch").addEventListener("click", function () { setting = 1 - setting; draw(); });
  draw();
})();
