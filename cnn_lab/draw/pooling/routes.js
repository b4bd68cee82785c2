(function () {
  var data = __DATA__;
  var script = document.currentScript;
  var root = script ? script.closest(".cnn-stepper") : document.getElementById("__ID__");
  if (!root) { return; }
  root.querySelector(".cnn-static").hidden = true;
  root.insertAdjacentHTML("beforeend", data.live);
  var setting = 0;
  var chosen = 0;
  var seen = data.settings.map(function () { return {}; });

  function find(name) { return root.querySelector("[data-part='" + name + "']"); }
  function now() { return data.settings[setting]; }

  function fill(name, rows, rim, look, click) {
    var body = find(name).tBodies[0];
    var focused = body.contains(document.activeElement);
    body.textContent = "";
    for (var row = -rim; row < rows.length + rim; row += 1) {
      var line = body.insertRow();
      for (var column = -rim; column < rows[0].length + rim; column += 1) {
        var cell = line.insertCell();
        var inside = rows[row] !== undefined && rows[row][column] !== undefined;
        cell.className = look(row, column) + (inside ? "" : " cnn-rim");
        var text = inside ? rows[row][column] : "\u2212\u221e";
        if (click) { addButton(cell, text, row * rows[0].length + column, focused); }
        else { cell.textContent = text; }
      }
    }
  }

  function addButton(cell, text, index, focused) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.setAttribute("aria-label", "output " + index + ": " + text);
    button.setAttribute("aria-pressed", String(index === chosen));
    button.addEventListener("click", function () { chosen = index; draw(); });
    cell.appendChild(button);
    if (index === chosen && focused) { button.focus(); }
  }

  function collected() {
    var rows = now().x.map(function (row) { return row.map(function () { return 0; }); });
    var sent = [].concat.apply([], now().dout);
    Object.keys(seen[setting]).forEach(function (index) {
      var winner = now().winners[index];
      rows[winner[0]][winner[1]] += Number(sent[index]);
    });
    return rows;
  }

  function draw() {
    seen[setting][chosen] = true;
    var wide = now().out[0].length;
    var h = Math.floor(chosen / wide);
    var v = chosen % wide;
    var top = h * now().stride - now().padding;
    var left = v * now().stride - now().padding;
    var winner = now().winners[chosen];
    function isWinner(row, column) { return row === winner[0] && column === winner[1]; }
    function inWindow(row, column) {
      return row >= top && row < top + now().size[0] &&
        column >= left && column < left + now().size[1];
    }
    fill("x", now().x, now().padding, function (row, column) {
      return isWinner(row, column) ? "cnn-here cnn-winner" : inWindow(row, column) ? "cnn-here" : "";
    });
    fill("out", now().out, 0, function (row, column) {
      return row === h && column === v ? "cnn-chosen" : "";
    }, true);
    fill("dout", now().dout, 0, function (row, column) {
      return row === h && column === v ? "cnn-here" : "";
    });
    fill("dx", collected(), 0, function (row, column) {
      return isWinner(row, column) ? "cnn-here" : "";
    });
    find("heading").textContent = now().heading;
    find("said").textContent = now().says[chosen] + " Chosen so far: " +
      Object.keys(seen[setting]).length + " of " + now().winners.length + " outputs.";
    root.querySelectorAll(".cnn-setting").forEach(function (button, index) {
      button.setAttribute("aria-pressed", String(index === setting));
    });
  }

  root.querySelectorAll(".cnn-setting").forEach(function (button, index) {
    button.addEventListener("click", function () {
      setting = index;
      chosen = 0;
      draw();
    });
  });
  draw();
})();
