"""Takes the steps of a training run of semlink with JAX: python train.py FOLDER --images FILE_OR_FOLDER=WEIGHT ..."""
import argparse, glob, json, os, time
import jax, jax.numpy as jnp
import numpy as np
from PIL import Image
from batches import inputs_of
from onnx_graph import Graph


def cifar(path):
    """A CIFAR-10 binary file: a label, then 32×32 pixels of red, green and blue, for each picture."""
    pixels = np.fromfile(path, np.uint8).reshape(-1, 3073)[:, 1:].reshape(-1, 3, 32, 32)
    return pixels.transpose(0, 2, 3, 1), *[np.full(len(pixels), 32, np.int32)] * 2


def folder(path):
    """Every picture of a folder, in the upper left corner of a square that holds the largest."""
    names = sorted(name for name in glob.glob(f'{path}/*') if name.lower().endswith(('.jpg', '.png', '.webp')))
    pictures = [np.asarray(Image.open(name).convert('RGB')) for name in names]
    heights, widths = (np.array([p.shape[axis] for p in pictures], np.int32) for axis in (0, 1))
    side = max(heights.max(), widths.max())
    values = np.zeros((len(pictures), side, side, 3), np.uint8)
    for square, picture in zip(values, pictures):
        square[:picture.shape[0], :picture.shape[1]] = picture
    return values, heights, widths


def opened(option):
    path, weight = option.rsplit('=', 1)
    return float(weight), tuple(jnp.asarray(part) for part in (folder if os.path.isdir(path) else cifar)(path))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('run', help='folder that semlink train … --export wrote')
    parser.add_argument('--images', action='append', required=True)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    at = lambda name: os.path.join(options.run, name)
    sizes = json.load(open(at('step.json')))
    kind, windows, pictures = sizes['kind'], sizes['windows'], len(sizes['cropSides'])
    sources = [opened(option) for option in options.images]
    weights_of, pictures_of = [w for w, _ in sources], [p for _, p in sources]

    checkpoint = at(f'{kind}.ckpt')
    with open(checkpoint, 'rb') as file:
        head = json.loads(file.readline())
        weights, state = (jnp.asarray(np.fromfile(file, '<f4', sizes[name])) for name in ('weights', 'state'))
    numbers = np.fromfile(at('numbers.f32'), '<f4').reshape(-1, sizes['numbers'])
    conditions = jnp.asarray(np.fromfile(at('conditions.f32'), '<f4').reshape(-1, 2))
    fixed = {name: np.fromfile(at(f'{name}.i64'), '<i8').astype(np.int32) for name in ('shifted', 'unshifted')}
    fixed['shiftedMask'] = np.fromfile(at('shiftedMask.f32'), '<f4').reshape(windows, 1, 64, 64)

    graph = Graph(at('step.onnx'))
    key = jax.random.key(options.seed)

    @jax.jit
    def draw(step, conditions, pictures_of):
        a, b = jax.random.split(jax.random.fold_in(key, step))
        u, normal = jax.random.uniform(a, (pictures, 6)), jax.random.normal(b, (windows, 64, 16))
        return inputs_of(jnp, sizes, conditions, list(zip(weights_of, pictures_of)), u, normal)

    def take(weights, state, inputs, numbers):
        given = {**fixed, **inputs, 'weights': weights, 'state': state, 'numbers': numbers}
        return graph(jnp, given, ['weights.next', 'state.next', 'loss'])

    take = jax.jit(take, donate_argnums=(0, 1))

    def save(step):
        lines = json.dumps({**head, 'step': step}, separators=(',', ':')) + '\n'
        with open(f'{checkpoint}.tmp', 'wb') as file:
            file.write(lines.encode() + np.asarray(weights, '<f4').tobytes() + np.asarray(state, '<f4').tobytes())
        os.replace(f'{checkpoint}.tmp', checkpoint)

    losses, since = [], time.time()
    for step in range(head['step'] + 1, sizes['steps'] + 1):
        inputs = draw(step, conditions, pictures_of)
        weights, state, loss = take(weights, state, inputs, jnp.asarray(numbers[step - 1]))
        losses.append(loss)
        if step % 1000 == 0 or step == sizes['steps']:
            mean = float(jnp.stack(losses).mean())
            assert np.isfinite(mean), f'the loss is {mean} at step {step}'
            seconds = (time.time() - since) / len(losses)
            print(f'step {step}/{sizes["steps"]}  loss {mean:.4f}  {1000 * seconds:.1f} ms a step', flush=True)
            save(step)
            losses, since = [], time.time()


main()
