(function () {
  var data = __DATA__;
  var script = document.currentScript;
  var root = script ? script.closest(".cnn-stepper") : document.getElementById("__ID__");
  if (!root) { return; }
  root.querySelector(".cnn-static").hidden = true;
  root.insertAdjacentHTML("beforeend", data.live);
  var step = 0;

  function find(name) { return root.querySelector("[data-part='" + name + "']"); }

  function draw() {
    data.said.forEach(function (said, index) {
      find("step-" + index).lastChild.style.visibility = index <= step ? "visible" : "hidden";
    });
    find("where").textContent = "Step " + (step + 1) + " of " + data.said.length;
    find("said").textContent = data.said[step];
    find("previous").setAttribute("aria-disabled", String(step === 0));
    find("next").setAttribute("aria-disabled", String(step === data.said.length - 1));
  }

  function move(by) {
    step = Math.max(0, Math.min(data.said.length - 1, step + by));
    draw();
  }

  find("previous").addEventListener("click", function () { move(-1); });
  find("next").addEventListener("click", function () { move(1); });
  draw();
})();
