import Basics

await ServePrototype.run()
